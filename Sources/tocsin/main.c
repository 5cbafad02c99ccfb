// In C because Swift's CommandLine reads the arguments from /proc, and finds none where that isn't
// mounted: every command would be taken for `tocsin` alone.

int tocsin_main(int count, char **arguments);

int main(int count, char **arguments) { return tocsin_main(count, arguments); }

import Glibc
internal import TocsinCLI

exit(Tocsin.run())

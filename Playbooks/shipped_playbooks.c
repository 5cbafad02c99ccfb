#include "shipped_playbooks.h"

// #embed is of C23; every clang that builds this package has it in older modes as well.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char attack_on_officers[] = {
#embed "attack-on-officers.yaml"
};

static const unsigned char false_alert[] = {
#embed "false-alert.yaml"
};

static const unsigned char library_standard[] = {
#embed "Library/standard.yaml"
};

static const unsigned char library_alerts[] = {
#embed "Library/alerts.yaml"
};

static const unsigned char library_corrections[] = {
#embed "Library/corrections.yaml"
};

static const unsigned char library_holding[] = {
#embed "Library/holding.yaml"
};

static const unsigned char library_updates[] = {
#embed "Library/updates.yaml"
};

static const unsigned char new_playbook[] = {
#embed "new-playbook.yaml"
};

static const unsigned char department[] = {
#embed "department.yaml"
};

#if __has_embed("Scenarios/dallas-2016.yaml") == __STDC_EMBED_FOUND__
#define HAS_DALLAS_2016 1
static const unsigned char dallas_2016[] = {
#embed "Scenarios/dallas-2016.yaml"
};
#endif

#define FILE_ENTRY(name, bytes) {name, bytes, sizeof bytes}

static const struct shipped_file playbooks[] = {
    FILE_ENTRY("attack-on-officers.yaml", attack_on_officers),
    FILE_ENTRY("false-alert.yaml", false_alert),
};

static const struct shipped_file library[] = {
    FILE_ENTRY("Library/standard.yaml", library_standard),
    FILE_ENTRY("Library/alerts.yaml", library_alerts),
    FILE_ENTRY("Library/corrections.yaml", library_corrections),
    FILE_ENTRY("Library/holding.yaml", library_holding),
    FILE_ENTRY("Library/updates.yaml", library_updates),
};

// The entry without a name ends the list, which may hold no scenario.
static const struct shipped_file scenarios[] = {
#ifdef HAS_DALLAS_2016
    FILE_ENTRY("dallas-2016.yaml", dallas_2016),
#endif
    {0, 0, 0},
};

size_t shipped_playbook_count(void) {
    return sizeof playbooks / sizeof playbooks[0];
}

struct shipped_file shipped_playbook(size_t index) {
    return playbooks[index];
}

size_t shipped_scenario_count(void) {
    return sizeof scenarios / sizeof scenarios[0] - 1;
}

struct shipped_file shipped_scenario(size_t index) {
    return scenarios[index];
}

size_t shipped_library_count(void) {
    return sizeof library / sizeof library[0];
}

struct shipped_file shipped_library(size_t index) {
    return library[index];
}

struct shipped_file shipped_department(void) {
    return (struct shipped_file){"department.yaml", department, sizeof department};
}

struct shipped_file shipped_new_playbook(void) {
    return (struct shipped_file){"new-playbook.yaml", new_playbook, sizeof new_playbook};
}

#include "shipped_playbooks.h"

// #embed is of C23; every clang that builds this package has it in older modes as well.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char attack_on_officers[] = {
#embed "attack-on-officers.yaml"
};

static const unsigned char awareness_campaign[] = {
#embed "awareness-campaign.yaml"
};

static const unsigned char community_series[] = {
#embed "community-series.yaml"
};

static const unsigned char crime_pattern[] = {
#embed "crime-pattern.yaml"
};

static const unsigned char false_alert[] = {
#embed "false-alert.yaml"
};

static const unsigned char safety_tips[] = {
#embed "safety-tips.yaml"
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

static const unsigned char library_everyday[] = {
#embed "Library/everyday.yaml"
};

static const unsigned char mapping_crowdtangle[] = {
#embed "Mappings/crowdtangle.yaml"
};

static const unsigned char mapping_gnip[] = {
#embed "Mappings/gnip.yaml"
};

static const unsigned char mapping_google_trends[] = {
#embed "Mappings/google-trends.yaml"
};

static const unsigned char mapping_jetstream[] = {
#embed "Mappings/jetstream.yaml"
};

static const unsigned char mapping_mastodon_status[] = {
#embed "Mappings/mastodon-status.yaml"
};

static const unsigned char mapping_meltwater[] = {
#embed "Mappings/meltwater.yaml"
};

static const unsigned char mapping_tocsin_csv[] = {
#embed "Mappings/tocsin-csv.yaml"
};

static const unsigned char mapping_tocsin_jsonl[] = {
#embed "Mappings/tocsin-jsonl.yaml"
};

static const unsigned char new_playbook[] = {
#embed "new-playbook.yaml"
};

static const unsigned char department[] = {
#embed "department.yaml"
};

static const unsigned char awareness_weeks[] = {
#embed "Scenarios/awareness-weeks.yaml"
};

static const unsigned char community_weeks[] = {
#embed "Scenarios/community-weeks.yaml"
};

static const unsigned char pattern_weeks[] = {
#embed "Scenarios/pattern-weeks.yaml"
};

static const unsigned char tips_weeks[] = {
#embed "Scenarios/tips-weeks.yaml"
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
    FILE_ENTRY("awareness-campaign.yaml", awareness_campaign),
    FILE_ENTRY("community-series.yaml", community_series),
    FILE_ENTRY("crime-pattern.yaml", crime_pattern),
    FILE_ENTRY("false-alert.yaml", false_alert),
    FILE_ENTRY("safety-tips.yaml", safety_tips),
};

static const struct shipped_file library[] = {
    FILE_ENTRY("Library/standard.yaml", library_standard),
    FILE_ENTRY("Library/alerts.yaml", library_alerts),
    FILE_ENTRY("Library/corrections.yaml", library_corrections),
    FILE_ENTRY("Library/holding.yaml", library_holding),
    FILE_ENTRY("Library/updates.yaml", library_updates),
    FILE_ENTRY("Library/everyday.yaml", library_everyday),
};

static const struct shipped_file mappings[] = {
    FILE_ENTRY("crowdtangle.yaml", mapping_crowdtangle),
    FILE_ENTRY("gnip.yaml", mapping_gnip),
    FILE_ENTRY("google-trends.yaml", mapping_google_trends),
    FILE_ENTRY("jetstream.yaml", mapping_jetstream),
    FILE_ENTRY("mastodon-status.yaml", mapping_mastodon_status),
    FILE_ENTRY("meltwater.yaml", mapping_meltwater),
    FILE_ENTRY("tocsin-csv.yaml", mapping_tocsin_csv),
    FILE_ENTRY("tocsin-jsonl.yaml", mapping_tocsin_jsonl),
};

// The entry without a name ends the list.
static const struct shipped_file scenarios[] = {
    FILE_ENTRY("awareness-weeks.yaml", awareness_weeks),
    FILE_ENTRY("community-weeks.yaml", community_weeks),
#ifdef HAS_DALLAS_2016
    FILE_ENTRY("dallas-2016.yaml", dallas_2016),
#endif
    FILE_ENTRY("pattern-weeks.yaml", pattern_weeks),
    FILE_ENTRY("tips-weeks.yaml", tips_weeks),
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

size_t shipped_mapping_count(void) {
    return sizeof mappings / sizeof mappings[0];
}

struct shipped_file shipped_mapping(size_t index) {
    return mappings[index];
}

struct shipped_file shipped_department(void) {
    return (struct shipped_file){"department.yaml", department, sizeof department};
}

struct shipped_file shipped_new_playbook(void) {
    return (struct shipped_file){"new-playbook.yaml", new_playbook, sizeof new_playbook};
}

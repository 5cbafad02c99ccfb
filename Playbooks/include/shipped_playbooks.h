#ifndef SHIPPED_PLAYBOOKS_H
#define SHIPPED_PLAYBOOKS_H

#include <stddef.h>

/// A file that ships inside the program, so that it works from any folder.
struct shipped_file {
    /// The file's name, such as "attack-on-officers.yaml".
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

/// The number of playbooks, and the one at an index below it, in the order of their names.
size_t shipped_playbook_count(void);
struct shipped_file shipped_playbook(size_t index);

/// Likewise for the scenarios.
size_t shipped_scenario_count(void);
struct shipped_file shipped_scenario(size_t index);

/// Likewise for the mappings of tables.
size_t shipped_mapping_count(void);
struct shipped_file shipped_mapping(size_t index);

/// The department file that a new home begins with; it holds @NAME@, @ID@ and @ZONE@ where the
/// values go, and @JURISDICTION@ where its line goes.
struct shipped_file shipped_department(void);

/// The files of the template library. The first has the standard templates, which complete every
/// playbook.
size_t shipped_library_count(void);
struct shipped_file shipped_library(size_t index);

/// The small playbook that `tocsin playbook new` begins with; it holds @ID@ and @TITLE@.
struct shipped_file shipped_new_playbook(void);

#endif

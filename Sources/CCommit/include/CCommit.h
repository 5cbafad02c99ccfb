#ifndef CCOMMIT_H
#define CCOMMIT_H

/// The commit that the program was built from, as Package.swift found it; `unknown` without git.
const char *tocsin_commit(void);

#endif

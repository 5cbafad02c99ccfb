#include "CCommit.h"

const char *tocsin_commit(void) { return TOCSIN_COMMIT; }

/* Fails one call on a log's files; loaded with LD_PRELOAD.
 *
 * FAULT_CALL    pwrite, writev, write, fdatasync, fsync or ftruncate
 * FAULT_KIND    EIO, ENOSPC, EINTR, SHORT: half of what was to be written, or LOST: a pwrite of a
 *               meta page that writes nothing and reports success
 * FAULT_AT      which of the calls fails, from 1
 * FAULT_REPORT  a file to which "seen N fired M" goes at the end
 * FAULT_FILES   what the file's path holds, data.mdb unless given
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_int seen, fired;

static int is_data_file(int descriptor) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    const char *files = getenv("FAULT_FILES");
    return strstr(path, files ? files : "data.mdb") != NULL;
}

/* 0: go on; 1: fail with errno; 2: write half; 3: only claim to write. */
static int fault(const char *call, int descriptor) {
    const char *wanted = getenv("FAULT_CALL"), *kind = getenv("FAULT_KIND");
    const char *at = getenv("FAULT_AT");
    if (!wanted || !kind || !at || strcmp(call, wanted) || !is_data_file(descriptor)) return 0;
    if (atomic_fetch_add(&seen, 1) + 1 != atoi(at)) return 0;
    atomic_fetch_add(&fired, 1);
    if (!strcmp(kind, "SHORT")) return 2;
    if (!strcmp(kind, "LOST")) return 3;
    errno = !strcmp(kind, "EIO") ? EIO : !strcmp(kind, "ENOSPC") ? ENOSPC : EINTR;
    return 1;
}

__attribute__((destructor)) static void report(void) {
    const char *path = getenv("FAULT_REPORT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "seen %d fired %d\n", atomic_load(&seen), atomic_load(&fired));
    fclose(file);
}

/* The two meta pages are the first of the file. */
static int pwrite_fault(int descriptor, long long offset) {
    const char *kind = getenv("FAULT_KIND");
    if (kind && !strcmp(kind, "LOST") && offset >= 2 * 4096) return 0;
    return fault("pwrite", descriptor);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int descriptor, const void *bytes, size_t count) {
    int what = fault("write", descriptor);
    return what == 1 ? -1 : REAL(write)(descriptor, bytes, what == 2 ? count / 2 : count);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    int what = pwrite_fault(descriptor, offset);
    if (what == 3) return count;
    return what == 1 ? -1 : REAL(pwrite)(descriptor, bytes, what == 2 ? count / 2 : count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    int what = pwrite_fault(descriptor, offset);
    if (what == 3) return count;
    return what == 1 ? -1
                     : REAL(pwrite64)(descriptor, bytes, what == 2 ? count / 2 : count, offset);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    int what = fault("writev", descriptor);
    if (what == 1) return -1;
    if (what == 2) return REAL(write)(descriptor, parts[0].iov_base, parts[0].iov_len / 2);
    return REAL(writev)(descriptor, parts, count);
}

int fdatasync(int descriptor) {
    return fault("fdatasync", descriptor) ? -1 : REAL(fdatasync)(descriptor);
}

int fsync(int descriptor) { return fault("fsync", descriptor) ? -1 : REAL(fsync)(descriptor); }

int ftruncate(int descriptor, off_t length) {
    return fault("ftruncate", descriptor) ? -1 : REAL(ftruncate)(descriptor, length);
}

int ftruncate64(int descriptor, off64_t length) {
    return fault("ftruncate", descriptor) ? -1 : REAL(ftruncate64)(descriptor, length);
}

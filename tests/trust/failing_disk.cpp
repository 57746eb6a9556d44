// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// A library to preload: what happens at the n-th call that changes a disk. Made for tst_trust_save, which starts itself with it.
// FAULT_BEGIN=<path>: calls count from the first open of this path on. FAULT_AT=<n>: the n-th call fails; 0: none does.
// FAULT=kill, short (half of a write, then ENOSPC), or an error's number. FAULT_COUNT=<fd>: where the number of calls goes at the end.
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

int calls = 0;
bool counting = false;

const char *setting(const char *name)
{
    const char *value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// Whether this call is the one; errno is set then.
bool strikes()
{
    if (!counting || ++calls != std::atoi(setting("FAULT_AT")))
        return false;
    if (std::strcmp(setting("FAULT"), "kill") == 0)
        ::raise(SIGKILL);
    errno = std::strcmp(setting("FAULT"), "short") == 0 ? ENOSPC : std::atoi(setting("FAULT"));
    return true;
}

template<typename Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

template<typename Call>
int openWith(int directory, const char *path, int flags, Call call)
{
    const char *begin = setting("FAULT_BEGIN");
    if (*begin != '\0' && std::strcmp(path, begin) == 0)
        counting = true;
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_DIRECTORY)) != 0 && strikes())
        return -1;
    return call(directory, path, flags);
}

struct AtEnd {
    ~AtEnd() { ::dprintf(std::atoi(setting("FAULT_COUNT")), "%d", calls); }
};

mode_t modeOf(int flags, va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

} // namespace

extern "C" {

#define STAGECRAFT_OPEN(name)                                                                                          \
    int name(const char *path, int flags, ...)                                                                         \
    {                                                                                                                  \
        va_list arguments;                                                                                             \
        va_start(arguments, flags);                                                                                    \
        const mode_t mode = modeOf(flags, arguments);                                                                  \
        va_end(arguments);                                                                                             \
        return openWith(AT_FDCWD, path, flags, [mode](int, const char *file, int how) {                                \
            return next<int(const char *, int, ...)>(#name)(file, how, mode);                                          \
        });                                                                                                            \
    }
STAGECRAFT_OPEN(open)
STAGECRAFT_OPEN(open64)

#define STAGECRAFT_OPENAT(name)                                                                                        \
    int name(int directory, const char *path, int flags, ...)                                                          \
    {                                                                                                                  \
        va_list arguments;                                                                                             \
        va_start(arguments, flags);                                                                                    \
        const mode_t mode = modeOf(flags, arguments);                                                                  \
        va_end(arguments);                                                                                             \
        return openWith(directory, path, flags, [mode](int where, const char *file, int how) {                         \
            return next<int(int, const char *, int, ...)>(#name)(where, file, how, mode);                              \
        });                                                                                                            \
    }
STAGECRAFT_OPENAT(openat)
STAGECRAFT_OPENAT(openat64)

ssize_t write(int file, const void *bytes, size_t count)
{
    const auto real = next<ssize_t(int, const void *, size_t)>("write");
    if (file <= STDERR_FILENO || !strikes())
        return real(file, bytes, count);
    return std::strcmp(setting("FAULT"), "short") == 0 && count > 1 ? real(file, bytes, count / 2) : -1;
}

#define STAGECRAFT_CALL(name, parameters, words)                                                                       \
    int name parameters                                                                                                \
    {                                                                                                                  \
        return strikes() ? -1 : next<int parameters>(#name) words;                                                     \
    }
STAGECRAFT_CALL(fsync, (int file), (file))
STAGECRAFT_CALL(fdatasync, (int file), (file))
STAGECRAFT_CALL(fchmod, (int file, mode_t mode), (file, mode))
STAGECRAFT_CALL(chmod, (const char *path, mode_t mode), (path, mode))
STAGECRAFT_CALL(ftruncate, (int file, off_t size), (file, size))
STAGECRAFT_CALL(ftruncate64, (int file, off64_t size), (file, size))
STAGECRAFT_CALL(rename, (const char *from, const char *to), (from, to))
STAGECRAFT_CALL(renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
STAGECRAFT_CALL(renameat2, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags))
STAGECRAFT_CALL(link, (const char *from, const char *to), (from, to))
STAGECRAFT_CALL(linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags))
STAGECRAFT_CALL(unlink, (const char *path), (path))
STAGECRAFT_CALL(close, (int file), (file))
}

static const AtEnd atEnd;

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/git/libgit2.h"

#include <QDir>
#include <QFile>

/// In the place of Mbed TLS's own: where libgit2 is built with that, it reads all certificates of the machine when it starts, half of
/// the time of a whole command line. Here it opens local repositories alone; a connection by it would find no certificate to trust.
extern "C" int mbedtls_x509_crt_parse_file(void *chain, const char *path);
extern "C" int mbedtls_x509_crt_parse_file(void *, const char *)
{
    return 0;
}

namespace stagecraft::git {

void initializeLibrary()
{
    static const int initialized = [] {
        const int count = git_libgit2_init();
        // libgit2 runs nothing of a repository, so a foreign owner is no danger to a reader.
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        return count;
    }();
    Q_UNUSED(initialized)
}

QString lastMessage()
{
    const git_error *error = git_error_last();
    return error && error->message ? QString::fromUtf8(error->message) : QString();
}

Result<RepositoryPtr> openRepository(const QString &directory)
{
    initializeLibrary();
    git_repository *raw = nullptr;
    const QByteArray path = QFile::encodeName(QDir(directory).absolutePath());
    const int code = git_repository_open_ext(&raw, path.constData(), GIT_REPOSITORY_OPEN_CROSS_FS, nullptr);
    RepositoryPtr repository(raw);
    if (code == GIT_ENOTFOUND || (code == 0 && git_repository_is_bare(repository.get()))) {
        return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "%1 is in no git work tree."),
                       {directory});
    }
    if (code != 0) {
        return failure(ErrorKind::Other, QT_TRANSLATE_NOOP("stagecraft", "The git repository of %1 cannot be read: %2."),
                       {directory, lastMessage()});
    }
    return repository;
}

} // namespace stagecraft::git

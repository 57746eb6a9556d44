// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The files of a repository, and what was fetched from elsewhere, in one input: the pipeline, then each further file
// behind a line "#file NAME". Included files of elsewhere are found by what stands in their include.
#pragma once

#include "core/expand/expand.h"

#include <QMap>

namespace stagecraft::fuzz {

class Repository
{
public:
    static QByteArray separator() { return QByteArrayLiteral("\n#file "); }
    static QString mainFile() { return QStringLiteral(".gitlab-ci.yml"); }

    explicit Repository(const QByteArray &input)
    {
        qsizetype begin = 0;
        QString name = mainFile();
        while (true) {
            const qsizetype next = input.indexOf(separator(), begin);
            m_files.insert(name, input.sliced(begin, (next < 0 ? input.size() : next + 1) - begin));
            if (next < 0)
                return;
            const qsizetype line = next + separator().size();
            const qsizetype end = input.indexOf('\n', line);
            name = QString::fromUtf8(input.sliced(line, (end < 0 ? input.size() : end) - line));
            begin = end < 0 ? input.size() : end + 1;
        }
    }

    bool has(const QString &name) const { return m_files.contains(inside(name)); }
    /// Empty when there is no such file.
    const QByteArray &text(const QString &name) const
    {
        static const QByteArray None;
        const auto file = m_files.constFind(inside(name));
        return file == m_files.cend() ? None : *file;
    }
    const QByteArray &mainText() const { return text(mainFile()); }

    /// The repository must outlive it.
    expand::FileReader reader() const
    {
        expand::FileReader reader;
        reader.read = [this](const QString &path) { return has(path) ? std::optional(text(path)) : std::nullopt; };
        reader.files = [this] { return QStringList(m_files.keys()); };
        reader.fetched = [this](const expand::IncludeSource &source) {
            const QString name = QString::fromStdString(source.location);
            if (!has(name))
                return expand::FetchedFile{};
            return expand::FetchedFile{.state = expand::FetchedFile::State::Found,
                                       .bytes = text(name),
                                       .path = name,
                                       .project = source.project,
                                       .sha = source.ref};
        };
        return reader;
    }

private:
    static QString inside(QString path)
    {
        while (path.startsWith(u'/'))
            path.remove(0, 1);
        return path;
    }

    QMap<QString, QByteArray> m_files;
};

} // namespace stagecraft::fuzz

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// DocumentStore: one text file of a session: its path, its text now, its text on disk as far as we know. GUI thread; read
// and write block for one access to one file of bounded size.
#pragma once

#include "core/base/files.h"
#include "core/text/text_buffer.h"

#include <QString>

namespace stagecraft::ui {

class DocumentStore
{
public:
    /// A file that does not exist is an empty text.
    Result<> open(const QString &path);

    const QString &path() const { return m_path; }
    const text::TextBuffer &buffer() const { return m_buffer; }
    /// What is on the disk, as far as we know.
    const ContentHash &savedHash() const { return m_savedHash; }
    bool isModified() const { return m_buffer.bytes() != m_saved; }
    const QByteArray &saved() const { return m_saved; }

    /// Pre: patch.isValidFor(buffer().size()).
    void patch(const text::TextPatch &patch) { m_buffer = m_buffer.patched(patch); }

    /// Conflict when the file is not what it was when we last read or wrote it.
    Result<> save();
    Result<> overwrite();

    /// Reads the file again and takes it as what is on disk; the answer is the patch from buffer() to it.
    /// NotFound when the file is gone; nothing changes
    /// then, nor for a file that was never saved.
    Result<text::TextPatch> reread();
    /// From now on the content with this hash may be overwritten.
    void acceptDisk(const ContentHash &hash) { m_savedHash = hash; }
    /// The file is gone: the text counts as not saved, and saving makes the file anew.
    void acceptMissing();
    /// Another program wrote what is here: when `hash` is that of buffer(), it counts as saved. True if it was so.
    bool acceptSame(const ContentHash &hash);

private:
    Result<> write(const std::optional<ContentHash> &expected);

    QString m_path;
    text::TextBuffer m_buffer;
    QByteArray m_saved;
    ContentHash m_savedHash;
};

/// The smallest single edit that turns one text into the other; empty when they are equal.
text::TextPatch differenceOf(const QByteArray &before, const QByteArray &after);

} // namespace stagecraft::ui

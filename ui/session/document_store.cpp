// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/session/document_store.h"

#include <algorithm>

namespace stagecraft::ui {

namespace {

struct DiskState {
    QByteArray bytes;
    ContentHash hash;
};

Result<DiskState> readDisk(const QString &path)
{
    const Result<QByteArray> bytes = readFile(path);
    if (bytes)
        return DiskState{.bytes = *bytes, .hash = contentHash(*bytes)};
    if (bytes.error().kind == ErrorKind::NotFound)
        return DiskState{};
    return std::unexpected(bytes.error());
}

} // namespace

Result<> DocumentStore::open(const QString &path)
{
    const Result<DiskState> disk = readDisk(path);
    if (!disk)
        return std::unexpected(disk.error());
    m_path = path;
    m_saved = disk->bytes;
    m_savedHash = disk->hash;
    m_buffer = text::TextBuffer(disk->bytes, 1); // 0 is that of an analysis of nothing
    return {};
}

Result<> DocumentStore::write(const std::optional<ContentHash> &expected)
{
    const Result<> written = saveAtomically(m_path, m_buffer.bytes(), expected);
    if (!written)
        return written;
    m_saved = m_buffer.bytes();
    m_savedHash = contentHash(m_saved);
    return {};
}

Result<> DocumentStore::save()
{
    return write(m_savedHash);
}

Result<> DocumentStore::overwrite()
{
    return write(std::nullopt);
}

Result<text::TextPatch> DocumentStore::reread()
{
    const Result<QByteArray> bytes = readFile(m_path);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound && m_savedHash.isEmpty())
        return text::TextPatch(); // it was never saved
    if (!bytes)
        return std::unexpected(bytes.error());
    m_saved = *bytes;
    m_savedHash = contentHash(*bytes);
    return differenceOf(m_buffer.bytes(), m_saved);
}

void DocumentStore::acceptMissing()
{
    m_saved.clear();
    m_savedHash.clear();
}

bool DocumentStore::acceptSame(const ContentHash &hash)
{
    if (hash.isEmpty() || hash != contentHash(m_buffer.bytes()))
        return false;
    m_saved = m_buffer.bytes();
    m_savedHash = hash;
    return true;
}

text::TextPatch differenceOf(const QByteArray &before, const QByteArray &after)
{
    if (before == after)
        return {};
    const auto [left, right] = std::ranges::mismatch(before, after);
    const qsizetype head = left - before.begin();
    qsizetype tail = 0;
    const qsizetype longestTail = std::min(before.size(), after.size()) - head;
    while (tail < longestTail && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    return {{{.range = {head, before.size() - tail},
              .replacement = after.sliced(head, after.size() - tail - head)}}};
}

} // namespace stagecraft::ui

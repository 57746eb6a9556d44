// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/edit/compose.h"

#include <algorithm>

namespace stagecraft::edit {

namespace {

/// A part of the new text: bytes of the old text, or new ones.
struct Piece {
    bool isOld = false;
    text::TextRange old = {};
    QByteArray bytes = {};
    qsizetype size() const { return isOld ? old.length() : bytes.size(); }
};

std::vector<Piece> piecesOf(const text::TextPatch &patch, qsizetype size)
{
    std::vector<Piece> pieces;
    qsizetype copied = 0;
    for (const text::TextEdit &edit : patch.edits) {
        pieces.push_back({true, {copied, edit.range.begin}});
        pieces.push_back({false, {}, edit.replacement});
        copied = edit.range.end;
    }
    pieces.push_back({true, {copied, size}});
    return pieces;
}

/// Reads pieces from the front.
class PieceReader
{
public:
    explicit PieceReader(const std::vector<Piece> &pieces) : m_pieces(pieces) {}

    void take(qsizetype size, std::vector<Piece> *to)
    {
        while (size > 0 && m_index < m_pieces.size()) {
            const Piece &piece = m_pieces[m_index];
            const qsizetype count = std::min(size, piece.size() - m_offset);
            if (to && count > 0) {
                if (piece.isOld)
                    to->push_back({true, {piece.old.begin + m_offset, piece.old.begin + m_offset + count}});
                else
                    to->push_back({false, {}, piece.bytes.sliced(m_offset, count)});
            }
            size -= count;
            m_offset += count;
            if (m_offset == piece.size()) {
                ++m_index;
                m_offset = 0;
            }
        }
    }

private:
    const std::vector<Piece> &m_pieces;
    std::size_t m_index = 0;
    qsizetype m_offset = 0;
};

} // namespace

text::TextPatch composed(const QByteArray &before, const text::TextPatch &first, const text::TextPatch &second)
{
    const std::vector<Piece> pieces = piecesOf(first, before.size());
    qsizetype total = 0;
    for (const Piece &piece : pieces)
        total += piece.size();

    std::vector<Piece> result;
    PieceReader reader(pieces);
    qsizetype read = 0;
    for (const text::TextEdit &edit : second.edits) {
        reader.take(edit.range.begin - read, &result);
        result.push_back({false, {}, edit.replacement});
        reader.take(edit.range.length(), nullptr);
        read = edit.range.end;
    }
    reader.take(total - read, &result);
    result.push_back({true, {before.size(), before.size()}});

    text::TextPatch patch;
    text::TextEdit open = {{0, 0}, {}};
    for (const Piece &piece : result) {
        if (!piece.isOld) {
            open.replacement += piece.bytes;
            continue;
        }
        open.range.end = piece.old.begin;
        if (QByteArrayView(before).sliced(open.range.begin, open.range.length()) != open.replacement)
            patch.edits.push_back(open);
        open = {{piece.old.end, piece.old.end}, {}};
    }
    return patch;
}

} // namespace stagecraft::edit

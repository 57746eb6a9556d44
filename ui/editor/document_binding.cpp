// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/document_binding.h"

#include "core/text/utf16_view.h"
#include "ui/editor/line_text.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>
#include <utility>

namespace stagecraft::ui {

namespace {

int commonPrefix(QStringView a, QStringView b)
{
    const qsizetype limit = std::min(a.size(), b.size());
    qsizetype n = 0;
    while (n < limit && a[n] == b[n])
        ++n;
    if (n > 0 && a[n - 1].isHighSurrogate())
        --n;
    return static_cast<int>(n);
}

int commonSuffix(QStringView a, QStringView b, qsizetype limit)
{
    qsizetype n = 0;
    while (n < limit && a[a.size() - 1 - n] == b[b.size() - 1 - n])
        ++n;
    if (n > 0 && a[a.size() - n].isLowSurrogate())
        --n;
    return static_cast<int>(n);
}

/// How many lines at the beginning and end are the same in both; at least one line of each is left over.
struct Common { int head = 0; int tail = 0; };
Common commonLines(const QStringList &a, const QStringList &b)
{
    const int limit = static_cast<int>(std::min(a.size(), b.size())) - 1;
    Common common;
    while (common.head < limit && a[common.head] == b[common.head])
        ++common.head;
    while (common.head + common.tail < limit && a[a.size() - 1 - common.tail] == b[b.size() - 1 - common.tail])
        ++common.tail;
    return common;
}

} // namespace

DocumentBinding::DocumentBinding(Session *session, Document document, QTextDocument *view, QObject *parent)
    : QObject(parent), m_session(session), m_document(document), m_view(view)
{
    connect(view, &QTextDocument::contentsChange, this, &DocumentBinding::onContentsChange);
    connect(view, &QTextDocument::contentsChanged, this, &DocumentBinding::showJoinedBytes);
    connect(session, &Session::opened, this, &DocumentBinding::reload);
    connect(session, &Session::textChanged, this, [this](Document changed, const text::TextPatch &patch) {
        if (changed == m_document)
            onTextChanged(patch);
    });
    reload();
}

/// A byte order mark is part of the file but not of what people edit.
qsizetype DocumentBinding::lineBegin(const text::TextBuffer &buffer, int line) const
{
    return buffer.lineRange(line).begin + (line == 0 && buffer.hasByteOrderMark() ? 3 : 0);
}

QByteArrayView DocumentBinding::shownBytes(const text::TextBuffer &buffer, int line) const
{
    return buffer.slice({lineBegin(buffer, line), buffer.lineRange(line).end});
}

qsizetype DocumentBinding::offsetOf(int position) const
{
    QTextBlock block = m_view->findBlock(position);
    if (!block.isValid())
        block = m_view->lastBlock();
    const int line = std::min(block.blockNumber(), m_buffer.lineCount() - 1);
    return lineBegin(m_buffer, line) + text::byteColumn(shownBytes(m_buffer, line), position - block.position());
}

int DocumentBinding::positionOf(qsizetype offset) const
{
    const int line = m_buffer.positionAt(std::clamp<qsizetype>(offset, 0, m_buffer.size())).line;
    const QTextBlock block = m_view->findBlockByNumber(line);
    if (!block.isValid())
        return m_view->characterCount() - 1;
    return block.position() + text::utf16Column(shownBytes(m_buffer, line), static_cast<int>(offset - lineBegin(m_buffer, line)));
}

void DocumentBinding::endUndoStep()
{
    m_typingEnd = -1;
}

void DocumentBinding::reload()
{
    m_buffer = m_session->buffer(m_document);
    m_tooLarge = m_buffer.size() > SizeLimit;
    QString text;
    if (!m_tooLarge) {
        text.reserve(m_buffer.size());
        for (int line = 0; line < m_buffer.lineCount(); ++line) {
            if (line > 0)
                text += QChar::LineFeed;
            text += text::displayText(shownBytes(m_buffer, line));
        }
    }
    m_mirroring = true;
    m_view->setPlainText(text);
    m_mirroring = false;
    endUndoStep();
    Q_EMIT reloaded();
}

void DocumentBinding::onContentsChange(int position, int removed, int added)
{
    if (m_mirroring || m_tooLarge || (removed == 0 && added == 0))
        return;
    // Counts may include the document's final separator, so only the unchanged tail is relied on.
    const int end = std::min(position + added, m_view->characterCount() - 1);
    const int first = m_view->findBlock(std::min(position, end)).blockNumber();
    const int lastNew = m_view->findBlock(end).blockNumber();
    const int lastOld = m_buffer.lineCount() - (m_view->blockCount() - lastNew);
    Q_ASSERT(first <= lastOld && lastOld < m_buffer.lineCount());

    QStringList before, after;
    for (int line = first; line <= lastOld; ++line)
        before += text::displayText(shownBytes(m_buffer, line));
    QTextBlock block = m_view->findBlockByNumber(first);
    for (int line = first; line <= lastNew; ++line, block = block.next())
        after += block.text();
    if (before == after)
        return; // only formats changed

    const auto lineEdit = [this](int line, QStringView old, QStringView now) {
        const int head = commonPrefix(old, now);
        const int tail = commonSuffix(old, now, std::min(old.size(), now.size()) - head);
        const QByteArrayView bytes = shownBytes(m_buffer, line);
        const qsizetype from = text::byteColumn(bytes, head);
        const qsizetype to = text::byteColumn(bytes, static_cast<int>(old.size()) - tail);
        const qsizetype begin = lineBegin(m_buffer, line);
        return text::TextEdit{{begin + from, begin + to},
                              lineBytes(now.sliced(head, now.size() - head - tail), bytes.sliced(from, to - from))};
    };

    text::TextPatch patch;
    if (before.size() == after.size()) {
        for (int i = 0; i < before.size(); ++i) {
            if (before[i] != after[i])
                patch.edits.push_back(lineEdit(first + i, before[i], after[i]));
        }
        send(std::move(patch));
        return;
    }

    const Common common = commonLines(before, after);
    const int oldBegin = common.head, oldEnd = static_cast<int>(before.size()) - 1 - common.tail;
    const int newBegin = common.head, newEnd = static_cast<int>(after.size()) - 1 - common.tail;
    const int head = commonPrefix(before[oldBegin], after[newBegin]);
    const qsizetype oldRoom = before[oldEnd].size() - (oldBegin == oldEnd ? head : 0);
    const qsizetype newRoom = after[newEnd].size() - (newBegin == newEnd ? head : 0);
    const int tail = commonSuffix(before[oldEnd], after[newEnd], std::min(oldRoom, newRoom));

    const int firstLine = first + oldBegin, lastLine = first + oldEnd;
    const qsizetype begin = lineBegin(m_buffer, firstLine) + text::byteColumn(shownBytes(m_buffer, firstLine), head);
    const qsizetype finish = lineBegin(m_buffer, lastLine)
        + text::byteColumn(shownBytes(m_buffer, lastLine), static_cast<int>(before[oldEnd].size()) - tail);
    QByteArray replacement;
    for (int i = newBegin; i <= newEnd; ++i) {
        const int oldLine = firstLine + (i - newBegin);
        const qsizetype from = i == newBegin ? head : 0;
        const qsizetype to = after[i].size() - (i == newEnd ? tail : 0);
        replacement += lineBytes(QStringView(after[i]).sliced(from, to - from),
                                 oldLine <= lastLine ? shownBytes(m_buffer, oldLine) : QByteArrayView());
        if (i == newEnd)
            break;
        if (oldLine < lastLine) {
            const text::TextRange content = m_buffer.lineRange(oldLine);
            replacement += m_buffer.slice({content.end, m_buffer.fullLineRange(oldLine).end}).toByteArray();
        } else {
            replacement += m_buffer.lineEndingText().toByteArray();
        }
    }
    patch.edits.push_back({{begin, finish}, replacement});
    send(std::move(patch));
}

QString DocumentBinding::mergeKeyFor(const text::TextPatch &patch)
{
    constexpr qsizetype LongestTyped = 32; // bytes; a committed word of an input method
    const text::TextEdit &edit = patch.edits.front();
    const bool typed = patch.edits.size() == 1 && edit.range.isEmpty() && edit.replacement.size() <= LongestTyped
        && !edit.replacement.contains('\n') && !edit.replacement.contains('\r');
    const bool erased = patch.edits.size() == 1 && edit.replacement.isEmpty() && edit.range.length() <= 4;
    const bool goesOn = (typed && !m_typingErases && edit.range.begin == m_typingEnd)
        || (erased && m_typingErases && (edit.range.end == m_typingEnd || edit.range.begin == m_typingEnd));
    if (!goesOn)
        ++m_typingSerial;
    m_typingErases = erased;
    m_typingEnd = typed ? edit.range.begin + edit.replacement.size() : erased ? edit.range.begin : -1;
    return typed || erased ? QStringLiteral("typing-%1-%2").arg(static_cast<int>(m_document)).arg(m_typingSerial)
                           : QString();
}

/// A CR and a LF that become neighbours would be one line ending where the view has two.
void DocumentBinding::keepLinesApart(text::TextEdit &edit) const
{
    const QByteArray &bytes = m_buffer.bytes();
    const char before = edit.range.begin > 0 ? bytes[edit.range.begin - 1] : '\0';
    const char after = edit.range.end < bytes.size() ? bytes[edit.range.end] : '\0';
    QByteArray &now = edit.replacement;
    if (now.isEmpty()) {
        if (before == '\r' && after == '\n') {
            ++edit.range.end;
            now = QByteArrayLiteral("\r\n");
        }
        return;
    }
    if (before == '\r' && now.startsWith('\n'))
        now.prepend('\r');
    if (after == '\n' && now.endsWith('\r'))
        now.append('\n');
}

void DocumentBinding::send(text::TextPatch patch)
{
    for (text::TextEdit &edit : patch.edits)
        keepLinesApart(edit);
    const QString key = mergeKeyFor(patch);
    m_sending = true;
    m_session->apply(m_document, patch, tr("Typing"), key);
    m_sending = false;
    m_buffer = m_session->buffer(m_document);
    qsizetype delta = 0;
    for (const text::TextEdit &edit : patch.edits) {
        m_sentLines.first = std::min(m_sentLines.first, m_buffer.positionAt(edit.range.begin + delta).line);
        delta += edit.replacement.size() - edit.range.length();
        m_sentLines.last = std::max(m_sentLines.last, m_buffer.positionAt(edit.range.end + delta).line);
    }
}

/// What was taken away may have stood between the bytes of one character, which the view showed as invalid ones.
void DocumentBinding::showJoinedBytes()
{
    const SentLines sent = std::exchange(m_sentLines, {});
    if (sent.last < 0)
        return;
    m_mirroring = true;
    mirrorLines(m_buffer, sent.first, sent.last, sent.first, sent.last);
    m_mirroring = false;
}

void DocumentBinding::onTextChanged(const text::TextPatch &patch)
{
    const text::TextBuffer &target = m_session->buffer(m_document);
    if (m_sending) {
        m_buffer = target;
        return;
    }
    endUndoStep();
    if (m_tooLarge || target.size() > SizeLimit || !patch.isValidFor(m_buffer.size())) {
        reload();
        return;
    }
    if (patch.isEmpty()) {
        m_buffer = target;
        return;
    }

    // Whole lines around each edit; one byte more in front, where the edit may join or split a CR LF.
    struct Region { int firstOld; int lastOld; qsizetype deltaBefore; qsizetype deltaAfter; };
    std::vector<Region> regions;
    qsizetype delta = 0;
    for (const text::TextEdit &edit : patch.edits) {
        const int firstOld = m_buffer.positionAt(std::max<qsizetype>(0, edit.range.begin - 1)).line;
        int lastOld = m_buffer.positionAt(edit.range.end).line;
        if (edit.range.end > m_buffer.lineRange(lastOld).end)
            ++lastOld; // inside a CR LF: the line after it may begin elsewhere
        const qsizetype after = delta + edit.replacement.size() - edit.range.length();
        if (!regions.empty() && firstOld <= regions.back().lastOld) {
            regions.back().lastOld = std::max(regions.back().lastOld, lastOld);
            regions.back().deltaAfter = after;
        } else {
            regions.push_back({firstOld, lastOld, delta, after});
        }
        delta = after;
    }

    Q_EMIT aboutToMirror();
    const int linesBefore = m_view->blockCount();
    int position = 0;
    m_mirroring = true;
    QTextCursor cursor(m_view);
    cursor.beginEditBlock();
    for (auto region = regions.rbegin(); region != regions.rend(); ++region) {
        const qsizetype begin = m_buffer.fullLineRange(region->firstOld).begin + region->deltaBefore;
        const qsizetype end = m_buffer.lineRange(region->lastOld).end + region->deltaAfter;
        mirrorLines(target, region->firstOld, region->lastOld, target.positionAt(begin).line,
                    target.positionAt(end).line);
    }
    cursor.endEditBlock();
    m_mirroring = false;
    m_buffer = target;
    const text::TextEdit &last = patch.edits.back();
    position = positionOf(last.range.end + delta);
    Q_EMIT mirrored(regions.front().firstOld, m_view->blockCount() - linesBefore, position);
}

void DocumentBinding::mirrorLines(const text::TextBuffer &target, int firstOld, int lastOld, int firstNew, int lastNew)
{
    QStringList before, after;
    QTextBlock block = m_view->findBlockByNumber(firstOld);
    for (int line = firstOld; line <= lastOld; ++line, block = block.next())
        before += block.text();
    for (int line = firstNew; line <= lastNew; ++line)
        after += text::displayText(shownBytes(target, line));
    if (before == after)
        return;

    const Common common = commonLines(before, after);
    const qsizetype oldEnd = before.size() - 1 - common.tail, newEnd = after.size() - 1 - common.tail;
    const int head = commonPrefix(before[common.head], after[common.head]);
    const qsizetype oldRoom = before[oldEnd].size() - (oldEnd == common.head ? head : 0);
    const qsizetype newRoom = after[newEnd].size() - (newEnd == common.head ? head : 0);
    const int tail = commonSuffix(before[oldEnd], after[newEnd], std::min(oldRoom, newRoom));

    QString replacement;
    for (qsizetype i = common.head; i <= newEnd; ++i) {
        if (i > common.head)
            replacement += QChar::LineFeed;
        const qsizetype from = i == common.head ? head : 0;
        const qsizetype to = after[i].size() - (i == newEnd ? tail : 0);
        replacement += QStringView(after[i]).sliced(from, to - from);
    }
    const QTextBlock firstBlock = m_view->findBlockByNumber(firstOld + common.head);
    const QTextBlock lastBlock = m_view->findBlockByNumber(firstOld + static_cast<int>(oldEnd));
    QTextCursor cursor(m_view);
    cursor.setPosition(firstBlock.position() + head);
    cursor.setPosition(lastBlock.position() + static_cast<int>(before[oldEnd].size()) - tail, QTextCursor::KeepAnchor);
    cursor.insertText(replacement);
}

} // namespace stagecraft::ui

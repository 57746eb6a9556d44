// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/highlighter.h"

#include "ui/editor/syntax_colors.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>

#include <QElapsedTimer>
#include <QTextBlock>
#include <QTextDocument>

// The macro needs the global namespace; resources in a static library do not register themselves.
static void registerSyntax()
{
    Q_INIT_RESOURCE(stagecraft_syntax);
}

namespace stagecraft::ui {

namespace {

constexpr int SliceMilliseconds = 5;
constexpr int LongestLine = 4000; ///< longer lines stay plain: one regular expression over a megabyte is too long a wait

KSyntaxHighlighting::Repository &repository()
{
    static KSyntaxHighlighting::Repository repository;
    static const bool extended = [] {
        registerSyntax();
        repository.addCustomSearchPath(QStringLiteral(":/stagecraft"));
        return true;
    }();
    Q_UNUSED(extended)
    return repository;
}

struct BlockState : QTextBlockUserData {
    KSyntaxHighlighting::State after;
};

KSyntaxHighlighting::State stateAfter(const QTextBlock &block)
{
    const auto *data = static_cast<const BlockState *>(block.userData());
    return data ? data->after : KSyntaxHighlighting::State();
}

} // namespace

Highlighter::Highlighter(QTextDocument *document, const QString &definition, QObject *parent)
    : QObject(parent), m_document(document)
{
    setDefinition(repository().definitionForName(definition));
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &Highlighter::work);
    connect(document, &QTextDocument::contentsChange, this, &Highlighter::onContentsChange);
    rehighlight();
}

void Highlighter::rehighlight()
{
    m_nextBlock = 0;
    m_mustReach = m_document->blockCount() - 1;
    work();
}

void Highlighter::onContentsChange(int position, int, int added)
{
    if (m_applying)
        return;
    const int first = m_document->findBlock(position).blockNumber();
    const QTextBlock last = m_document->findBlock(position + added);
    const int lastNumber = last.isValid() ? last.blockNumber() : m_document->blockCount() - 1;
    m_mustReach = std::max(m_mustReach, lastNumber);
    m_nextBlock = m_nextBlock < 0 ? first : std::min(m_nextBlock, first);
    m_timer.start(); // formats must not change inside contentsChange
}

void Highlighter::work()
{
    if (m_nextBlock < 0)
        return;
    QElapsedTimer clock;
    clock.start();
    m_applying = true;
    QTextBlock block = m_document->findBlockByNumber(m_nextBlock);
    KSyntaxHighlighting::State state = block.previous().isValid() ? stateAfter(block.previous()) : KSyntaxHighlighting::State();
    bool done = !block.isValid();
    while (!done && clock.elapsed() < SliceMilliseconds) {
        const bool changed = highlightBlock(block, state);
        state = stateAfter(block);
        done = !block.next().isValid() || (!changed && block.blockNumber() >= m_mustReach);
        block = block.next();
    }
    m_applying = false;
    m_nextBlock = done ? -1 : block.blockNumber();
    if (done)
        m_mustReach = -1;
    else
        m_timer.start();
}

bool Highlighter::highlightBlock(const QTextBlock &block, const KSyntaxHighlighting::State &before)
{
    m_formats.clear();
    const QString text = block.text();
    const KSyntaxHighlighting::State after = text.size() > LongestLine ? before : highlightLine(text, before);
    if (block.layout()->formats() != m_formats) {
        block.layout()->setFormats(m_formats);
        m_document->markContentsDirty(block.position(), block.length());
    }
    auto *data = static_cast<BlockState *>(block.userData());
    const bool changed = !data || data->after != after;
    if (!data) {
        data = new BlockState;
        QTextBlock(block).setUserData(data); // the block owns it
    }
    data->after = after;
    return changed;
}

void Highlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    const QTextCharFormat look = syntaxFormat(format.textStyle());
    if (length > 0 && !look.isEmpty())
        m_formats.append({offset, length, look});
}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/source_viewer.h"

#include "core/text/text_buffer.h"
#include "core/text/utf16_view.h"
#include "ui/editor/code_edit.h"
#include "ui/editor/document_binding.h"
#include "ui/editor/highlighter.h"
#include "ui/session/background.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

namespace stagecraft::ui {

namespace {

constexpr std::size_t MostSquiggles = 500;
constexpr int LinesAbove = 4;

struct Content {
    std::optional<text::TextBuffer> buffer; ///< nothing: it cannot be read
    bool isInRepository = true;
    QString text = {}; ///< for the view
};

/// What the analysis read; else what stands in the repository now.
Content contentOf(const project::Analysis &analysis, const QString &root, const QString &file)
{
    Content content;
    if (const expand::SourceFile *source = analysis.effective.sourceFile(file)) {
        content.buffer = source->buffer;
        content.isInRepository = source->isInRepository;
    } else if (const auto bytes = project::repositoryReader(root).read(file)) {
        content.buffer = text::TextBuffer(*bytes);
    }
    if (!content.buffer || content.buffer->size() > DocumentBinding::SizeLimit)
        return content;
    QStringList lines;
    for (int line = 0; line < content.buffer->lineCount(); ++line)
        lines += text::displayText(content.buffer->slice(content.buffer->lineRange(line)));
    content.text = lines.join(u'\n');
    return content;
}

class SourceViewer : public QDialog
{
    Q_DECLARE_TR_FUNCTIONS(stagecraft)
public:
    SourceViewer(Session *session, const QString &file, text::TextRange range, QWidget *window)
        : QDialog(window), m_session(session), m_file(file), m_range(range), m_edit(new CodeEdit), m_note(new QLabel)
    {
        setObjectName(QStringLiteral("sourceViewer"));
        setAttribute(Qt::WA_DeleteOnClose);
        setWindowTitle(file);
        resize(760, 560);
        m_edit->setReadOnly(true);
        m_edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_edit->setAccessibleName(file);
        auto *highlighter = new Highlighter(m_edit->document(), QStringLiteral("GitLab CI"), this);
        connect(&Theme::instance(), &Theme::changed, highlighter, &Highlighter::rehighlight);
        auto *title = new QLabel(file);
        title->setTextFormat(Qt::PlainText);
        title->setWordWrap(true);
        setRole(title, "heading");
        m_note->setWordWrap(true);
        setRole(m_note, "muted");
        auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
        buttons->button(QDialogButtonBox::Close)->setIcon({});
        connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
        auto *frame = new QFrame;
        frame->setFrameShape(QFrame::StyledPanel);
        auto *inside = new QVBoxLayout(frame);
        inside->setContentsMargins(1, 1, 1, 1);
        inside->addWidget(m_edit);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(space::l, space::l, space::l, space::l);
        layout->setSpacing(space::s);
        layout->addWidget(title);
        layout->addWidget(m_note);
        layout->addWidget(frame, 1);
        layout->addWidget(buttons);
        connect(session, &Session::analysisChanged, this, &SourceViewer::load);
        connect(session, &Session::opened, this, &QDialog::close);
        load();
    }

private:
    void load()
    {
        const auto analysis = m_session->analysis();
        inBackground(
            this, [analysis, root = m_session->root(), file = m_file] { return contentOf(*analysis, root, file); },
            [this, analysis = std::weak_ptr(analysis)](const Content &content) {
                if (const auto current = analysis.lock(); current && current == m_session->analysis())
                    display(content, *current);
            });
    }

    void display(const Content &content, const project::Analysis &analysis)
    {
        const bool isTooLarge = content.buffer && content.buffer->size() > DocumentBinding::SizeLimit;
        const bool isReadable = content.buffer && !isTooLarge;
        m_note->setText(isTooLarge                ? tr("This file is too large to be shown.")
                        : !isReadable             ? tr("This file is not in the repository, or it cannot be read.")
                        : content.isInRepository ? tr("An included file, to read only.")
                                                  : tr("A copy of an included file of elsewhere, to read only."));
        if (isReadable && m_buffer && m_buffer->bytes() == content.buffer->bytes())
            return showProblems(analysis);
        const int top = m_edit->topLine();
        m_edit->setSquiggles({});
        m_edit->setPlainText(content.text);
        const bool isFirst = !m_buffer;
        m_buffer = isReadable ? content.buffer : std::nullopt;
        if (!isReadable)
            return;
        showProblems(analysis);
        if (!isFirst)
            return m_edit->setTopLine(top);
        QTextCursor cursor = cursorFor(m_range);
        const int begin = cursor.selectionStart();
        cursor.setPosition(cursor.selectionEnd());
        cursor.setPosition(begin, QTextCursor::KeepAnchor);
        m_edit->setTextCursor(cursor);
        m_edit->setTopLine(std::max(0, cursor.blockNumber() - LinesAbove));
        m_edit->setFocus();
    }

    /// The part of the range that is in its first line.
    QTextCursor cursorFor(text::TextRange range) const
    {
        const text::TextPosition begin = m_buffer->positionAt(range.begin);
        const QByteArrayView line = m_buffer->slice(m_buffer->lineRange(begin.line));
        const auto length = static_cast<int>(std::min(range.length(), line.size() - begin.column));
        QTextCursor cursor(m_edit->document()->findBlockByNumber(begin.line));
        const int start = cursor.position();
        cursor.setPosition(start + text::utf16Column(line, begin.column));
        cursor.setPosition(start + text::utf16Column(line, begin.column + std::max(0, length)), QTextCursor::KeepAnchor);
        return cursor;
    }

    void showProblems(const project::Analysis &analysis)
    {
        std::vector<Squiggle> squiggles;
        for (const text::Diagnostic &diagnostic : analysis.diagnostics) {
            if (diagnostic.file != m_file || squiggles.size() == MostSquiggles)
                continue;
            QTextCursor place = cursorFor(diagnostic.range);
            if (!place.hasSelection() && !place.atBlockEnd())
                place.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
            else if (!place.hasSelection() && !place.atBlockStart())
                place.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor);
            squiggles.push_back({place, diagnostic.severity, diagnostic.message});
        }
        m_edit->setSquiggles(std::move(squiggles));
    }

    Session *m_session;
    QString m_file;
    text::TextRange m_range; ///< to show at first
    CodeEdit *m_edit;
    QLabel *m_note;
    std::optional<text::TextBuffer> m_buffer; ///< what is shown
};

} // namespace

QDialog *openSourceViewer(Session *session, const QString &file, text::TextRange range, QWidget *window)
{
    auto *viewer = new SourceViewer(session, file, range, window);
    viewer->show();
    return viewer;
}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/editor/source_viewer.h"

#include "core/project/analysis.h"
#include "core/text/text_buffer.h"
#include "core/text/utf16_view.h"
#include "ui/editor/code_edit.h"
#include "ui/editor/document_binding.h"
#include "ui/editor/highlighter.h"
#include "ui/session/background.h"
#include "ui/theme/theme.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

namespace stagecraft::ui {

namespace {

class SourceViewer : public QDialog
{
    Q_DECLARE_TR_FUNCTIONS(stagecraft)
public:
    SourceViewer(const QString &file, QWidget *window) : QDialog(window), m_edit(new CodeEdit), m_note(new QLabel)
    {
        setObjectName(QStringLiteral("sourceViewer"));
        setAttribute(Qt::WA_DeleteOnClose);
        setWindowTitle(file);
        resize(760, 560);
        m_edit->setReadOnly(true);
        m_edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        auto *highlighter = new Highlighter(m_edit->document(), QStringLiteral("GitLab CI"), this);
        QObject::connect(&Theme::instance(), &Theme::changed, highlighter, &Highlighter::rehighlight);
        auto *title = new QLabel(file);
        setRole(title, "heading");
        m_note->setText(tr("An included file, to read only."));
        m_note->setWordWrap(true);
        setRole(m_note, "muted");
        auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
        buttons->button(QDialogButtonBox::Close)->setIcon({});
        QObject::connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
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
    }

    void showText(const std::optional<QByteArray> &bytes, text::TextRange range)
    {
        if (!bytes || bytes->size() > DocumentBinding::SizeLimit) {
            m_note->setText(bytes ? tr("This file is too large to be shown.") : tr("This file is not in the repository, or it cannot be read."));
            return;
        }
        const text::TextBuffer buffer(*bytes);
        QStringList lines;
        for (int line = 0; line < buffer.lineCount(); ++line)
            lines += text::displayText(buffer.slice(buffer.lineRange(line)));
        m_edit->setPlainText(lines.join(u'\n'));
        const text::TextPosition begin = buffer.positionAt(range.begin);
        const QByteArrayView line = buffer.slice(buffer.lineRange(begin.line));
        const auto length = static_cast<int>(std::min(range.length(), line.size() - begin.column));
        QTextCursor cursor(m_edit->document()->findBlockByNumber(begin.line));
        const int start = cursor.position();
        cursor.setPosition(start + text::utf16Column(line, begin.column + std::max(0, length)));
        cursor.setPosition(start + text::utf16Column(line, begin.column), QTextCursor::KeepAnchor);
        m_edit->setTextCursor(cursor);
        m_edit->setTopLine(std::max(0, begin.line - 4));
        m_edit->setFocus();
    }

private:
    CodeEdit *m_edit;
    QLabel *m_note;
};

} // namespace

QDialog *openSourceViewer(const QString &root, const QString &file, text::TextRange range, QWidget *window)
{
    auto *viewer = new SourceViewer(file, window);
    viewer->show();
    inBackground(
        viewer, [root, file] { return project::repositoryReader(root).read(file); },
        [viewer, range](const std::optional<QByteArray> &bytes) { viewer->showText(bytes, range); });
    return viewer;
}

} // namespace stagecraft::ui

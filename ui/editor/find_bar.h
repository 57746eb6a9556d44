// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// FindBar: find, replace and go to line, in one bar over the text. It only asks; the editor answers. GUI thread.
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QToolButton;

namespace stagecraft::ui {

struct FindOptions {
    QString pattern;
    bool matchCase = false;
    bool wholeWords = false;
    bool regularExpression = false;
};

class FindBar : public QFrame
{
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent = nullptr);

    enum class Mode { Find, Replace, GoToLine };
    /// `pattern` is what to begin with, e.g. the selected text; empty keeps the last one.
    void open(Mode mode, const QString &pattern = {});
    void close();
    FindOptions options() const;
    QString replacement() const;
    /// `current` is one-based; 0 when none is current. `error` is why the pattern means nothing.
    void showCount(int current, int count, bool more, const QString &error = {});

Q_SIGNALS:
    void optionsChanged();
    void nextRequested();
    void previousRequested();
    void replaceRequested();
    void replaceAllRequested();
    void lineRequested(int line, int column); ///< zero-based
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QToolButton *makeButton(const QString &iconName, const QString &toolTip);
    QToolButton *makeOption(const QString &text, const QString &toolTip);
    void goToLine();

    Mode m_mode = Mode::Find;
    QWidget *m_findRow;
    QWidget *m_replaceRow;
    QWidget *m_lineRow;
    QLineEdit *m_pattern;
    QLineEdit *m_replacement;
    QLineEdit *m_line;
    QLabel *m_count;
    QToolButton *m_matchCase;
    QToolButton *m_wholeWords;
    QToolButton *m_regularExpression;
};

} // namespace stagecraft::ui

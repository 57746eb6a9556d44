// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The editors of the inspector's fields. Each tells once, when the user is done: Enter, leaving the field, choosing.
// GUI thread.
#pragma once

#include <QLineEdit>
#include <QList>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QStringList>
#include <QTableWidget>

namespace stagecraft::ui {

/// A line of text. Escape takes back what was typed.
class CommitLine : public QLineEdit
{
    Q_OBJECT
public:
    explicit CommitLine(QWidget *parent = nullptr);
    void setValue(const QString &value);

Q_SIGNALS:
    void committed(const QString &value);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_value;
};

/// A list with one item a line, as high as its text. Ctrl+Enter or leaving commits, Escape takes back.
class CommitLines : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit CommitLines(QWidget *parent = nullptr);
    void setLines(const QStringList &lines);
    QStringList lines() const; ///< without blank ones at the end
    void commit();

Q_SIGNALS:
    void committed(const QStringList &lines);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    void fitHeight();
    QStringList m_value;
};

/// Names that are ticked or not.
class CheckList : public QListWidget
{
    Q_OBJECT
public:
    explicit CheckList(QWidget *parent = nullptr);
    void setChoices(const QStringList &names, const QStringList &checked);

Q_SIGNALS:
    void toggled(const QString &name, bool checked);

private:
    bool m_filling = false;
};

struct NamedValue {
    QString name;
    QString value;
    bool editable = true;
    bool operator==(const NamedValue &) const = default;
};

/// Variables: two columns, a last empty row for a new one, Delete removes.
class VariablesTable : public QTableWidget
{
    Q_OBJECT
public:
    explicit VariablesTable(QWidget *parent = nullptr);
    void setValues(const QList<NamedValue> &values);

Q_SIGNALS:
    void valueChanged(const QString &name, const QString &value);
    void renamed(const QString &from, const QString &to, const QString &value);
    void removed(const QString &name);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void onItemChanged(QTableWidgetItem *item);
    void fitHeight();
    QList<NamedValue> m_values;
    bool m_filling = false;
};

} // namespace stagecraft::ui

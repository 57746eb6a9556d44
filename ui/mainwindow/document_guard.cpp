// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow/document_guard.h"

#include "ui/mainwindow/message_bar.h"

#include <QApplication>
#include <QFileInfo>
#include <QLocale>
#include <QMainWindow>
#include <QMessageBox>
#include <QPushButton>
#include <QStatusBar>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int noteMs = 4000;

QString fileName(const Session &session, Document document)
{
    return QFileInfo(document == Document::Pipeline ? session.pipelineFile() : session.configFile()).fileName();
}

QString diskTopic(Document document)
{
    return document == Document::Pipeline ? u"disk/pipeline"_s : u"disk/config"_s;
}

const QString saveTopic = u"save"_s;
const QString recoveryTopic = u"recovery"_s;

} // namespace

DocumentGuard::DocumentGuard(Session *session, MessageBar *bar, QMainWindow *window)
    : QObject(window), m_session(session), m_bar(bar), m_window(window)
{
    connect(session, &Session::opened, this, [this] { m_bar->clear(); });
    connect(session, &Session::changedOnDisk, this, &DocumentGuard::changedOnDisk);
    connect(session, &Session::goneFromDisk, this, &DocumentGuard::goneFromDisk);
    connect(session, &Session::sameAsOnDisk, this, [this](Document document) { m_bar->withdraw(diskTopic(document)); });
    connect(session, &Session::modifiedChanged, this, [this] {
        if (!m_session->isModified())
            m_bar->withdraw(saveTopic);
        for (const Document document : {Document::Pipeline, Document::Config}) {
            if (!m_session->isModified(document))
                m_bar->withdraw(diskTopic(document));
        }
    });
}

/// A field of the inspector, or a name on the canvas, becomes text when it loses the focus.
void DocumentGuard::commitField()
{
    QWidget *focus = QApplication::focusWidget();
    if (!focus || focus->window() != m_window)
        return;
    const QPointer<QWidget> before = focus;
    focus->clearFocus();
    if (before && before->isVisible() && !QApplication::focusWidget())
        before->setFocus();
}

bool DocumentGuard::save()
{
    commitField();
    const Result<> saved = m_session->save();
    if (saved) {
        m_bar->withdraw(saveTopic);
        m_window->statusBar()->showMessage(tr("Saved"), noteMs);
        return true;
    }
    // What another program changed is asked about as soon as the watcher has seen it.
    if (saved.error().kind != ErrorKind::Conflict)
        m_bar->show(MessageBar::Kind::Error, describe(saved.error()), {{tr("Try again"), [this] { save(); }}}, saveTopic);
    return false;
}

void DocumentGuard::reload()
{
    for (const Document document : {Document::Pipeline, Document::Config})
        reloadOne(document);
}

void DocumentGuard::reloadOne(Document document)
{
    m_bar->withdraw(diskTopic(document));
    if (const Result<> read = m_session->reload(document); !read)
        m_bar->show(MessageBar::Kind::Error, describe(read.error()));
}

bool DocumentGuard::isSafe()
{
    commitField();
    return !m_session->isModified();
}

void DocumentGuard::whenSafe(const std::function<void()> &go)
{
    if (isSafe()) {
        go();
        return;
    }
    if (m_question)
        m_question->close(); // the newest wish counts
    auto *box = new QMessageBox(m_window);
    m_question = box;
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowModality(Qt::WindowModal);
    box->setIcon(QMessageBox::Warning);
    QStringList files;
    for (const Document document : {Document::Pipeline, Document::Config}) {
        if (m_session->isModified(document))
            files.append(fileName(*m_session, document));
    }
    box->setText(u"<b>%1</b>"_s.arg(tr("Save the changes of %1?").arg(files.join(tr(" and "))).toHtmlEscaped()));
    box->setInformativeText(tr("They are lost when you do not save them."));
    box->setStandardButtons(QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    box->setDefaultButton(QMessageBox::Save);
    connect(box, &QMessageBox::buttonClicked, this, [this, box, go](QAbstractButton *button) {
        const QMessageBox::StandardButton answer = box->standardButton(button);
        if (answer == QMessageBox::Discard || (answer == QMessageBox::Save && save()))
            go();
    });
    box->open();
}

void DocumentGuard::changedOnDisk(Document document)
{
    const QString name = fileName(*m_session, document);
    if (!m_session->isModified(document)) {
        reloadOne(document);
        m_window->statusBar()->showMessage(tr("%1 changed on disk and was read again").arg(name), noteMs);
        return;
    }
    m_bar->show(MessageBar::Kind::Warning, tr("%1 was changed by another program, and you have unsaved changes of it here.").arg(name),
                {{tr("Reload"), [this, document] { reloadOne(document); }},
                 {tr("Keep mine"), [this, document] { m_session->keepMine(document); }}},
                diskTopic(document));
}

void DocumentGuard::goneFromDisk(Document document)
{
    m_bar->show(MessageBar::Kind::Warning,
                tr("%1 was deleted or moved by another program. Its text is still here, and saving writes it again.")
                    .arg(fileName(*m_session, document)),
                {}, diskTopic(document));
}

void DocumentGuard::offerRecovery()
{
    const auto since = m_session->recoverableSince();
    if (!since)
        return;
    const QString when = QLocale().toString(since->toLocalTime(), QLocale::ShortFormat);
    m_bar->show(MessageBar::Kind::Warning, tr("Stagecraft ended before your changes of %1 were saved.").arg(when),
                {{tr("Recover"), [this] { m_session->recover(); }}, {tr("Discard"), [this] { m_session->discardRecovery(); }}},
                recoveryTopic);
}

} // namespace stagecraft::ui

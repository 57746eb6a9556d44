// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/start/start_flow.h"

#include "ui/session/background.h"
#include "ui/start/sample_project.h"
#include "ui/start/starter_dialog.h"

#include <QFileDialog>

namespace stagecraft::ui {

namespace {

bool hasPipeline(const Session *session)
{
    return !session->buffer(Document::Pipeline).bytes().trimmed().isEmpty();
}

} // namespace

StartFlow::StartFlow(Session *session, QWidget *window) : QObject(window), m_session(session), m_window(window) {}

void StartFlow::chooseStarter()
{
    const bool isOpen = !m_session->root().isEmpty();
    const QString note = !isOpen                    ? tr("Next you choose the folder that it is for.")
                         : hasPipeline(m_session)   ? tr("It takes the place of the present text. Undo brings that back.")
                                                    : tr("Nothing is written before you save.");
    auto *dialog = new StarterDialog(note, m_window);
    connect(dialog, &StarterDialog::chosen, this, [this, isOpen](const Starter &starter) {
        if (isOpen)
            applyStarter(m_session, starter);
        else
            chooseFolder(starter);
    });
    dialog->open();
}

void StartFlow::chooseFolder(const Starter &starter)
{
    auto *dialog = new QFileDialog(m_window, tr("Folder for the new pipeline"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this, starter](const QString &directory) {
        Q_EMIT openRequested(directory);
        if (m_session->root().isEmpty())
            return; // it could not be opened, and the user was told why
        if (hasPipeline(m_session))
            Q_EMIT pipelineFound(starter);
        else
            applyStarter(m_session, starter);
    });
    dialog->open();
}

void StartFlow::openSample()
{
    inBackground(
        this, [directory = sampleDirectory()] { return makeSample(directory); },
        [this](const Result<> &made) {
            if (made)
                Q_EMIT openRequested(sampleDirectory());
            else
                Q_EMIT failed(made.error());
        });
}

} // namespace stagecraft::ui

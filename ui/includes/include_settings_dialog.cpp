// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/includes/include_settings_dialog.h"

#include "ui/includes/include_controller.h"
#include "ui/includes/token_store.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace stagecraft::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int fieldWidth = 420;

QWidget *rowOf(QWidget *field, QWidget *button)
{
    auto *widget = new QWidget;
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    row->addWidget(field, 1);
    row->addWidget(button);
    return widget;
}

} // namespace

IncludeSettingsDialog::IncludeSettingsDialog(IncludeController *controller, QWidget *parent)
    : QDialog(parent), m_controller(controller), m_instance(new QLineEdit), m_token(new QLineEdit), m_hosts(new QLineEdit),
      m_caFile(new QLineEdit),      m_http(new QCheckBox(tr("Allow http without encryption"))), m_problem(new QLabel), m_save(new QPushButton(tr("Save")))
{
    setWindowTitle(tr("Include settings"));
    setObjectName(u"includeSettings"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    const gitlab::IncludeSettings &settings = controller->settings();
    m_instance->setText(settings.instance.toString());
    m_instance->setPlaceholderText(u"https://gitlab.com"_s);
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setPlaceholderText(tr("Leave empty to keep the stored one"));
    m_hosts->setText(settings.allowedHosts.join(u", "_s));
    m_hosts->setPlaceholderText(u"gitlab.intern.example, 10.0.0.5"_s);
    m_http->setChecked(settings.allowsHttp);

    m_caFile->setText(settings.caFile);
    m_caFile->setPlaceholderText(tr("None beside those of the system"));

    auto *forget = new QPushButton(tr("Remove"));
    forget->setToolTip(tr("Remove the stored token from the keychain"));
    auto *choose = new QPushButton(tr("Choose…"));
    choose->setToolTip(tr("Choose a file with certificates (PEM)"));
    QWidget *tokenRow = rowOf(m_token, forget);
    QWidget *caRow = rowOf(m_caFile, choose);

    auto *form = new QGridLayout;
    form->setHorizontalSpacing(space::l);
    form->setVerticalSpacing(space::m);
    addField(form, tr("GitLab instance"), m_instance,
             tr("Files of projects, components and templates come from here. Empty: the host of the remote \"origin\"."));
    addField(form, tr("Access token"), tokenRow,
             tr("For private projects; the scope read_api is enough. It is kept in the keychain and sent to this instance only."));
    addField(form, tr("Private hosts"), m_hosts,
             tr("Hosts in private networks that may be asked, with commas between them. All others are refused."));
    addField(form, tr("Certificate authority"), caRow,
             tr("For servers whose certificates are from an authority of your organisation: its PEM file."));
    form->addWidget(m_http, form->rowCount(), 1);
    m_token->setAccessibleName(tr("Access token"));
    m_caFile->setAccessibleName(tr("Certificate authority"));

    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setObjectName(u"problem"_s);
    m_problem->hide();
    auto *cancel = new QPushButton(tr("Cancel"));
    setRole(m_save, "primary");
    m_save->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    layout->setSpacing(space::l);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addLayout(buttons);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &IncludeSettingsDialog::accept);
    connect(choose, &QPushButton::clicked, this, &IncludeSettingsDialog::chooseCaFile);
    connect(forget, &QPushButton::clicked, this, &IncludeSettingsDialog::forgetToken);
}

void IncludeSettingsDialog::addField(QGridLayout *form, const QString &title, QWidget *field, const QString &help)
{
    auto *label = new QLabel(help);
    label->setWordWrap(true);
    label->setFixedWidth(fieldWidth);
    setRole(label, "muted");
    label->ensurePolished();
    label->setFixedHeight(label->heightForWidth(fieldWidth));
    auto *box = new QVBoxLayout;
    box->setSpacing(space::xs);
    box->addWidget(field);
    box->addWidget(label);
    auto *name = new QLabel(title);
    name->setBuddy(field);
    name->setFixedHeight(size::control);
    field->setFixedHeight(size::control);
    field->setAccessibleName(title);
    const int row = form->rowCount();
    form->addWidget(name, row, 0, Qt::AlignTop);
    form->addLayout(box, row, 1);
}

void IncludeSettingsDialog::tell(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setFixedHeight(m_problem->heightForWidth(width() - 2 * space::xl));
    m_problem->setVisible(!problem.isEmpty());
    adjustSize();
    m_save->setEnabled(true);
}

void IncludeSettingsDialog::accept()
{
    static const QRegularExpression separator(u"[,;\\s]+"_s);
    const QUrl instance = gitlab::instanceFromText(m_instance->text());
    const QByteArray token = m_token->text().trimmed().toUtf8();
    if (!m_instance->text().trimmed().isEmpty() && !instance.isValid())
        return tell(tr("The instance is no web address. Write it like https://gitlab.example.com."));
    if (!token.isEmpty() && !instance.isValid())
        return tell(tr("Say which GitLab instance the token is for: it is sent to that one only."));
    if (instance.scheme() == "http"_L1 && !m_http->isChecked())
        return tell(tr("This instance uses http. Use https, or allow http below."));
    const QString caFile = m_caFile->text().trimmed();
    if (!caFile.isEmpty() && !QDir::isAbsolutePath(caFile))
        return tell(tr("Name the certificate authority's file with its whole path."));
    m_controller->setSettings({.instance = instance,
                               .allowedHosts = m_hosts->text().split(separator, Qt::SkipEmptyParts),
                               .allowsHttp = m_http->isChecked(),
                               .caFile = caFile});
    if (token.isEmpty())
        return QDialog::accept();
    m_controller->setSessionToken(token);
    m_save->setEnabled(false);
    writeToken(instance, token, this, [this](const QString &problem) {
        if (problem.isEmpty())
            return QDialog::accept();
        m_token->clear();
        tell(tr("%1 The other settings are saved. The token is used until Stagecraft is closed.").arg(problem));
    });
}

void IncludeSettingsDialog::chooseCaFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose the certificate authority's file"), QFileInfo(m_caFile->text()).path(),
                                   tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_caFile, &QLineEdit::setText);
    dialog->open();
}

void IncludeSettingsDialog::forgetToken()
{
    m_controller->setSessionToken({});
    m_token->clear();
    if (!m_controller->settings().instance.isValid())
        return;
    writeToken(m_controller->settings().instance, {}, this, [this](const QString &problem) {
        tell(problem.isEmpty() ? tr("No token is stored for this instance any more.") : problem);
    });
}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// From where includes may be fetched: GitLab instance, access token, hosts in private networks, http. The token goes to the
// keychain and is never shown again. The dialog does not block: it is opened and deletes itself when it is closed. GUI thread.
#pragma once

#include <QDialog>

class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace stagecraft::ui {

class IncludeController;

class IncludeSettingsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit IncludeSettingsDialog(IncludeController *controller, QWidget *parent = nullptr);

    void accept() override;

private:
    void addField(QGridLayout *form, const QString &title, QWidget *field, const QString &help);
    void tell(const QString &problem);
    void forgetToken();
    void chooseCaFile();

    IncludeController *m_controller;
    QLineEdit *m_instance;
    QLineEdit *m_token;
    QLineEdit *m_hosts;
    QLineEdit *m_caFile;
    QCheckBox *m_http;
    QLabel *m_problem;
    QPushButton *m_save;
};

} // namespace stagecraft::ui

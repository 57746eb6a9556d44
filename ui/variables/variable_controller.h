// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// VariableController: the project's CI/CD variables of one Session: read when a repository is opened, kept in the user's settings,
// with the values of masked ones in the keychain alone. Disk and keychain answer later; nothing here blocks. GUI thread.
#pragma once

#include "core/project/variable_settings.h"
#include "ui/session/session.h"

#include <functional>

namespace stagecraft::ui {

class VariableController : public QObject
{
    Q_OBJECT
public:
    explicit VariableController(Session *session, QObject *parent = nullptr);

    /// With the values of masked variables, as far as the keychain gave them.
    const project::VariableSettings &settings() const { return m_settings; }
    /// The file can be read; otherwise nothing is written over it.
    bool isReady() const { return m_isReady; }

    /// Used at once. `done` is called when all is stored, with what is not, for people; empty when all is.
    void setSettings(const project::VariableSettings &settings,
                     const std::function<void(const QString &problem)> &done);

Q_SIGNALS:
    /// The settings of a repository could not be read; for people.
    void failed(const QString &problem);

private:
    using Done = std::function<void(const QString &problem)>;
    struct SecretChange {
        QString name;
        QByteArray value; ///< empty: remove it
    };

    void load();
    void loaded(const project::VariableSettings &settings);
    /// The value of the next masked variable from the place on.
    void readSecrets(std::size_t from);
    void writeSecrets(std::vector<SecretChange> changes, const QString &problem, const Done &done);

    Session *m_session;
    project::VariableSettings m_settings;
    int m_generation = 0; ///< of the repository and its settings: late answers are dropped
    bool m_isReady = false;
};

} // namespace stagecraft::ui

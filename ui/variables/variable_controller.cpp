// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/variables/variable_controller.h"

#include "ui/includes/token_store.h"
#include "ui/session/background.h"

#include <algorithm>
#include <map>

namespace stagecraft::ui {

namespace {

/// Names and values of what belongs into the keychain.
std::map<QString, QByteArray> secretsOf(const QString &root, const project::VariableSettings &settings)
{
    std::map<QString, QByteArray> secrets;
    for (const expand::ProjectVariable &variable : settings.variables) {
        if (variable.variable.masked)
            secrets[project::secretNameOf(root, variable)] = QByteArray::fromStdString(variable.variable.value);
    }
    return secrets;
}

} // namespace

VariableController::VariableController(Session *session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(session, &Session::opened, this, &VariableController::load);
}

void VariableController::load()
{
    m_settings = {};
    m_isReady = false;
    const QString root = m_session->root();
    const int generation = ++m_generation;
    if (root.isEmpty())
        return;
    inBackground(
        this, [root] { return project::loadVariableSettings(root); },
        [this, generation](const Result<project::VariableSettings> &settings) {
            if (generation != m_generation)
                return;
            if (!settings) {
                Q_EMIT failed(describe(settings.error()));
                return;
            }
            m_isReady = true;
            loaded(*settings);
        });
}

void VariableController::loaded(const project::VariableSettings &settings)
{
    m_settings = settings;
    if (settings == project::VariableSettings())
        return;
    m_session->setProjectVariables(m_settings);
    readSecrets(0);
}

void VariableController::readSecrets(std::size_t from)
{
    const auto begin = m_settings.variables.cbegin() + static_cast<std::ptrdiff_t>(from);
    const auto next = std::find_if(begin, m_settings.variables.cend(), [](const expand::ProjectVariable &variable) {
        return variable.variable.masked && variable.variable.value.empty();
    });
    if (next == m_settings.variables.cend()) {
        if (from > 0)
            m_session->setProjectVariables(m_settings);
        return;
    }
    const auto place = static_cast<std::size_t>(next - m_settings.variables.cbegin());
    readSecret(project::secretNameOf(m_session->root(), *next), this,
               [this, place, generation = m_generation](const QByteArray &value, const QString &) {
                   if (generation != m_generation)
                       return;
                   m_settings.variables[place].variable.value = value.toStdString();
                   readSecrets(place + 1);
               });
}

void VariableController::setSettings(const project::VariableSettings &settings, const Done &done)
{
    const QString root = m_session->root();
    const auto before = secretsOf(root, m_settings);
    const auto after = secretsOf(root, settings);
    std::vector<SecretChange> changes;
    for (const auto &[name, value] : after) {
        const auto known = before.find(name);
        if (!value.isEmpty() && (known == before.end() || known->second != value))
            changes.push_back({name, value});
    }
    for (const auto &[name, value] : before) {
        if (!after.contains(name))
            changes.push_back({name, {}});
    }
    ++m_generation; // what is still being read is older than this
    m_settings = settings;
    m_session->setProjectVariables(settings);
    inBackground(
        this, [root, settings] { return project::saveVariableSettings(root, settings); },
        [this, changes, done](const Result<> &saved) {
            writeSecrets(changes, saved ? QString() : describe(saved.error()), done);
        });
}

void VariableController::writeSecrets(std::vector<SecretChange> changes, const QString &problem, const Done &done)
{
    if (changes.empty()) {
        done(problem);
        return;
    }
    const SecretChange next = changes.back();
    changes.pop_back();
    writeSecret(next.name, next.value, this, [this, changes, problem, done](const QString &refused) {
        writeSecrets(changes, problem.isEmpty() ? refused : problem, done);
    });
}

} // namespace stagecraft::ui

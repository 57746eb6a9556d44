// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/variable_settings.h"

#include "core/base/files.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

namespace stagecraft::project {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = qint64(8) * 1024 * 1024;
constexpr int longestKey = 255;

QString hashOf(const QString &root)
{
    const QString canonical = QFileInfo(root).canonicalFilePath();
    const QString path = canonical.isEmpty() ? QDir(root).absolutePath() : canonical;
    return QString::fromLatin1(QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
}

std::string textAt(const QJsonObject &json, QLatin1StringView key, const char *otherwise = "")
{
    const QJsonValue value = json.value(key);
    return value.isString() ? value.toString().toStdString() : std::string(otherwise);
}

/// The form of GitLab's REST API.
std::optional<expand::ProjectVariable> variableFrom(const QJsonValue &json)
{
    const QJsonObject object = json.toObject();
    if (!object.value("key"_L1).isString())
        return std::nullopt;
    return expand::ProjectVariable{.variable = {.key = textAt(object, "key"_L1),
                                                .value = textAt(object, "value"_L1),
                                                .raw = object.value("raw"_L1).toBool(),
                                                .masked = object.value("masked"_L1).toBool(),
                                                .file = textAt(object, "variable_type"_L1) == "file"},
                                   .environmentScope = textAt(object, "environment_scope"_L1, "*"),
                                   .isProtected = object.value("protected"_L1).toBool()};
}

QJsonObject toJson(const expand::ProjectVariable &variable)
{
    QJsonObject json{{u"key"_s, QString::fromStdString(variable.variable.key)},
                     {u"variable_type"_s, variable.variable.file ? u"file"_s : u"env_var"_s},
                     {u"masked"_s, variable.variable.masked},
                     {u"protected"_s, variable.isProtected},
                     {u"raw"_s, variable.variable.raw},
                     {u"environment_scope"_s, QString::fromStdString(variable.environmentScope)}};
    if (!variable.variable.masked)
        json.insert(u"value"_s, QString::fromStdString(variable.variable.value));
    return json;
}

std::optional<std::vector<expand::ProjectVariable>> variablesFrom(const QJsonArray &list)
{
    std::vector<expand::ProjectVariable> variables;
    for (const QJsonValue &item : list) {
        std::optional<expand::ProjectVariable> variable = variableFrom(item);
        if (!variable)
            return std::nullopt;
        variables.push_back(std::move(*variable));
    }
    return variables;
}

bool isKey(QByteArrayView key)
{
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !key.isEmpty() && key.size() <= longestKey && std::ranges::all_of(key, isWord);
}

std::optional<expand::ProjectVariable> variableFromLine(QByteArrayView line)
{
    constexpr QByteArrayView exported = "export ";
    if (line.startsWith(exported))
        line = line.sliced(exported.size()).trimmed();
    const qsizetype equals = line.indexOf('=');
    if (equals < 0 || !isKey(line.first(equals).trimmed()))
        return std::nullopt;
    QByteArrayView value = line.sliced(equals + 1).trimmed();
    const bool isQuoted = value.size() >= 2 && value.front() == value.back()
                          && (value.front() == '"' || value.front() == '\'');
    if (isQuoted)
        value = value.sliced(1, value.size() - 2);
    return expand::ProjectVariable{.variable = {.key = line.first(equals).trimmed().toByteArray().toStdString(),
                                                .value = value.toByteArray().toStdString()}};
}

} // namespace

QString variableSettingsFile(const QString &root)
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/stagecraft/projects/"_s
           + hashOf(root) + u".json"_s;
}

QString secretNameOf(const QString &root, const expand::ProjectVariable &variable)
{
    return u"variable/%1/%2/%3"_s.arg(hashOf(root), QString::fromStdString(variable.variable.key),
                                      QString::fromStdString(variable.environmentScope));
}

Result<VariableSettings> loadVariableSettings(const QString &root)
{
    const QString file = variableSettingsFile(root);
    if (!QFileInfo::exists(file))
        return VariableSettings();
    const Result<QByteArray> bytes = readFile(file, largestFile);
    if (!bytes)
        return std::unexpected(bytes.error());
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    std::optional<std::vector<expand::ProjectVariable>> variables = variablesFrom(json.value("variables"_L1).toArray());
    if (!json.value("variables"_L1).isArray() || !variables) {
        return failure(
            ErrorKind::Invalid,
            QT_TRANSLATE_NOOP("stagecraft",
                              "%1 does not hold project variables as Stagecraft writes them. Mend or remove it."),
            {file});
    }
    VariableSettings settings;
    settings.variables = std::move(*variables);
    for (const QJsonValue &ref : json.value("protected_refs"_L1).toArray())
        settings.protectedRefs.push_back(ref.toString().toStdString());
    return settings;
}

Result<> saveVariableSettings(const QString &root, const VariableSettings &settings)
{
    const QString file = variableSettingsFile(root);
    if (settings == VariableSettings()) {
        QFile::remove(file);
        return {};
    }
    QJsonArray variables;
    for (const expand::ProjectVariable &variable : settings.variables)
        variables.append(toJson(variable));
    QJsonArray refs;
    for (const std::string &ref : settings.protectedRefs)
        refs.append(QString::fromStdString(ref));
    const QJsonObject json{{u"repository"_s, QDir(root).absolutePath()},
                           {u"variables"_s, variables},
                           {u"protected_refs"_s, refs}};
    if (const Result<QString> folder = privateDirectory(QFileInfo(file).path()); !folder)
        return std::unexpected(folder.error());
    return saveAtomically(file, QJsonDocument(json).toJson());
}

Result<std::vector<expand::ProjectVariable>> readVariablesFile(const QByteArray &text)
{
    if (text.trimmed().startsWith('[')) {
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
        std::optional<std::vector<expand::ProjectVariable>> variables = variablesFrom(document.array());
        if (document.isArray() && variables)
            return *variables;
        return failure(
            ErrorKind::Invalid,
            QT_TRANSLATE_NOOP("stagecraft",
                              "The list of variables is no JSON list of objects with a “key” and a “value”."),
            {});
    }
    std::vector<expand::ProjectVariable> variables;
    qsizetype number = 0;
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype newline = text.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? text.size() : newline;
        const QByteArrayView line = QByteArrayView(text).sliced(begin, end - begin).trimmed();
        begin = end + 1;
        ++number;
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        std::optional<expand::ProjectVariable> variable = variableFromLine(line);
        if (!variable)
            return failure(ErrorKind::Invalid, QT_TRANSLATE_NOOP("stagecraft", "Line %1 is no KEY=value."),
                           {QString::number(number)});
        variables.push_back(std::move(*variable));
    }
    return variables;
}

QString problemOf(const expand::ProjectVariable &variable, const std::vector<expand::ProjectVariable> &others)
{
    const auto text = [](const char *source) { return QCoreApplication::translate("stagecraft", source); };
    const std::string &value = variable.variable.value;
    if (!isKey(QByteArrayView(variable.variable.key.data(), static_cast<qsizetype>(variable.variable.key.size()))))
        return text(
            QT_TRANSLATE_NOOP("stagecraft", "The key has letters, digits and “_” only, and no more than 255 of them."));
    if (variable.environmentScope.empty())
        return text(QT_TRANSLATE_NOOP("stagecraft", "The environment scope is a name, or * for all."));
    if (variable.variable.masked && !value.empty()) {
        static const QRegularExpression expanded(u"\\A[a-zA-Z0-9_+=/@:.~-]{8,}\\z"_s);
        static const QRegularExpression raw(u"\\A\\S{8,}\\z"_s);
        const QRegularExpression &form = variable.variable.raw ? raw : expanded;
        if (!form.match(QString::fromStdString(value)).hasMatch()) {
            return text(QT_TRANSLATE_NOOP(
                "stagecraft",
                "GitLab masks values of one line with at least 8 characters and no blanks; one that is expanded "
                "also has only letters, digits and _ + = / @ : . ~ -"));
        }
    }
    const bool isTaken = std::ranges::any_of(others, [&variable](const expand::ProjectVariable &other) {
        return other.variable.key == variable.variable.key && other.environmentScope == variable.environmentScope;
    });
    return isTaken
               ? text(QT_TRANSLATE_NOOP("stagecraft", "There is a variable with this key and this environment scope."))
               : QString();
}

void applyTo(expand::Context &context, const VariableSettings &settings)
{
    context.protectedRefs = settings.protectedRefs;
    context.projectVariables.clear();
    for (const expand::ProjectVariable &variable : settings.variables) {
        if (!variable.variable.masked || !variable.variable.value.empty())
            context.projectVariables.push_back(variable);
    }
}

} // namespace stagecraft::project

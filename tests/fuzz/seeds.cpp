// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// fuzz_seeds OUT RESOURCES [SHARED]: writes what fuzzing begins with. OUT/pipeline: the starters, the shared corpus and the
// cases of the conformance set, each with its included files in one input (repository.h). OUT/config: a config.toml for
// each mode. OUT/words: expressions, patterns and texts with variables. OUT/keywords.dict: a dictionary for libFuzzer.
// Nothing of it belongs into the repository.
#include "core/model/keyword_table.h"
#include "core/model/predefined_table.h"
#include "core/runner/runner_mode.h"
#include "tests/fuzz/repository.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <cstdio>

using namespace stagecraft;
using namespace Qt::StringLiterals;

namespace {

class Seeds
{
public:
    explicit Seeds(const QString &out) : m_out(out) {}

    /// By content, so that equal seeds are one.
    void add(const QString &kind, const QByteArray &content)
    {
        const QByteArray name = QCryptographicHash::hash(content, QCryptographicHash::Sha1).toHex();
        write(kind + u'/' + QString::fromLatin1(name), content);
    }
    void write(const QString &name, const QByteArray &content)
    {
        const QString path = m_out + u'/' + name;
        QFile file(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly)
            || file.write(content) != content.size()) {
            std::fprintf(stderr, "%s cannot be written\n", qPrintable(path));
            std::exit(1);
        }
    }

private:
    QString m_out;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList filesIn(const QString &directory, const QStringList &patterns)
{
    QStringList files;
    QDirIterator entries(directory, patterns, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext())
        files.append(entries.next());
    return files;
}

/// A case of the conformance set: its directory is the root of a repository.
QByteArray caseIn(const QString &directory)
{
    QByteArray content = contentOf(directory + "/.gitlab-ci.yml"_L1);
    for (const QString &file : filesIn(directory, {})) {
        const QString name = QDir(directory).relativeFilePath(file);
        if (name != ".gitlab-ci.yml"_L1 && name != "expected.json"_L1 && name != "context.json"_L1)
            content += fuzz::Repository::separator() + name.toUtf8() + '\n' + contentOf(file);
    }
    return content;
}

void addPipelines(Seeds &seeds, const QString &resources, const QString &shared)
{
    const QStringList yaml{u"*.yml"_s, u"*.yaml"_s};
    for (const QString &folder : {resources + "/starters"_L1, resources + "/sample"_L1, shared + "/corpus"_L1,
                                  shared + "/conformance/schema_tests"_L1}) {
        for (const QString &file : filesIn(folder, yaml))
            seeds.add(u"pipeline"_s, contentOf(file));
    }
    for (const QString &file : filesIn(shared + "/conformance/cases"_L1, {u".gitlab-ci.yml"_s}))
        seeds.add(u"pipeline"_s, caseIn(QFileInfo(file).path()));
    for (const QByteArray &line : contentOf(shared + "/conformance/vectors/config_cases.jsonl"_L1).split('\n'))
        seeds.add(u"pipeline"_s, QJsonDocument::fromJson(line)["yaml"_L1].toString().toUtf8());
    // Of the values of one keyword, those that GitLab refuses for the same reason are much alike.
    QSet<QString> known;
    for (const QJsonValue row : QJsonDocument::fromJson(contentOf(shared + "/conformance/types.json"_L1)).array()) {
        const QString reason = row["where"_L1].toString()
                               + QString::fromUtf8(QJsonDocument(row["errors"_L1].toArray()).toJson());
        if (!known.contains(reason))
            seeds.add(u"pipeline"_s, row["yaml"_L1].toString().toUtf8());
        known.insert(reason);
    }
}

void addConfigs(Seeds &seeds)
{
    for (const auto mode :
         {runner::RunnerMode::Shell, runner::RunnerMode::DockerInDocker, runner::RunnerMode::DockerSocket}) {
        for (const bool tls : {false, true})
            seeds.add(u"config"_s, runner::configToml({.mode = mode, .tls = tls}));
    }
}

void addWords(Seeds &seeds, const QString &conformance)
{
    for (const QJsonValue row : QJsonDocument::fromJson(contentOf(conformance + "/expressions.json"_L1)).array()) {
        QString seed = row["expr"_L1].toString();
        for (const QJsonValue value : row["variables"_L1].toObject())
            seed += u'\n' + value.toString();
        seeds.add(u"words"_s, seed.toUtf8());
    }
    for (const QJsonValue row :
         QJsonDocument::fromJson(contentOf(conformance + "/expansions.json"_L1))["text"_L1].toArray())
        seeds.add(u"words"_s, row["value"_L1].toString().toUtf8());
    for (const char *table : {"/vectors/fnmatch.tsv", "/vectors/durations.tsv"}) {
        for (const QByteArray &line : contentOf(conformance + QLatin1StringView(table)).split('\n'))
            seeds.add(u"words"_s, line.first(std::max<qsizetype>(0, line.indexOf('\t'))));
    }
}

QByteArray dictionary()
{
    QSet<QByteArray> words{"<<: *a",
                           " &a ",
                           "!reference [",
                           "extends: ",
                           "$[[ inputs.",
                           " | expand_vars ]]",
                           "spec:\n  inputs:\n",
                           "\n---\n",
                           "\n#file ",
                           "- local: ",
                           "script: ",
                           "  - |\n",
                           "needs: [",
                           "rules:\n  - if: ",
                           "matrix:\n",
                           "{a: b}",
                           "[a, b]",
                           "\"$A\"",
                           "=~ /a/i",
                           "**/*",
                           "\xef\xbb\xbf",
                           "\r\n",
                           "\t",
                           "\n  ",
                           "\n    ",
                           "? a\n: b",
                           "%YAML 1.1\n",
                           "section_start:0:a\r\x1b[0K",
                           "\x1b[38;5;",
                           "\x1b[0m",
                           "\\u0041",
                           "!!binary "};
    for (const model::Keyword &keyword : model::keywords()) {
        words.insert(QByteArray::fromStdString(keyword.name.substr(keyword.name.rfind(':') + 1)));
        for (const QString &value : keyword.values)
            words.insert(value.toUtf8());
    }
    for (const model::PredefinedVariable &variable : model::predefinedVariables())
        words.insert('$' + QByteArray::fromStdString(variable.name));
    QByteArray text;
    for (const QByteArray &word : words) {
        text += '"';
        for (const char c : word) {
            if (c == '"' || c == '\\' || c < 0x20 || c > 0x7e)
                text += "\\x" + QByteArray(1, c).toHex();
            else
                text += c;
        }
        text += "\"\n";
    }
    return text;
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 3) {
        std::fprintf(stderr, "usage: fuzz_seeds OUT RESOURCES [SHARED]\n");
        return 2;
    }
    Seeds seeds(QString::fromLocal8Bit(arguments[1]));
    const QString resources = QString::fromLocal8Bit(arguments[2]);
    const QString shared = count > 3 ? QString::fromLocal8Bit(arguments[3]) : resources;
    addPipelines(seeds, resources, shared);
    addConfigs(seeds);
    addWords(seeds, shared + "/conformance"_L1);
    seeds.write(u"keywords.dict"_s, dictionary());
    return 0;
}

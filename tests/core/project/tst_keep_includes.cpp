// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/project/keep_includes.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace stagecraft;
using namespace Qt::StringLiterals;

/// Copying fetched includes to the repository.
class KeepIncludesTest : public QObject
{
    Q_OBJECT

private:
    struct Desk {
        QTemporaryDir cache;
        QTemporaryDir root;
        std::shared_ptr<gitlab::IncludeStore> store = std::make_shared<gitlab::IncludeStore>(cache.path());

        void fetched(const expand::IncludeSource &source, const QByteArray &bytes, const QString &project = {}, const QString &sha = {})
        {
            QVERIFY(store->write(source, {.bytes = bytes, .project = project, .sha = sha}));
        }
        std::shared_ptr<const project::Analysis> analyse(const QByteArray &text, bool withStore = true) const
        {
            project::AnalysisInput input;
            input.pipeline = text::TextBuffer(text);
            input.root = root.path();
            if (withStore)
                input.includes = store;
            return project::analyse(input);
        }
        QByteArray read(const QString &path) const
        {
            QFile file(root.filePath(path));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }
    };
    static constexpr const char *Remote = "include: https://example.com/ci/a.yml\n";
    static expand::IncludeSource remote(const std::string &address = "https://example.com/ci/a.yml")
    {
        return {.location = address, .server = "gitlab.example"};
    }

private Q_SLOTS:
    void copiesWinAndStay()
    {
        Desk desk;
        desk.fetched(remote(), "first:\n  script: x\n");
        const auto kept = project::keepIncludes(*desk.analyse(Remote));
        QVERIFY(kept);
        const QString file = u".stagecraft/includes/example.com/ci/a.yml"_s;
        QCOMPARE(kept->files, QStringList{file});
        QCOMPARE(desk.read(file), QByteArray("first:\n  script: x\n"));
        const auto offline = desk.analyse(Remote, false);
        QVERIFY(offline->effective.job("first"));
        QVERIFY(offline->effective.sourceFile(file)->isInRepository);
        // There is nothing to fetch any more, and a copy is the user's: it is not written again.
        const auto again = project::keepIncludes(*desk.analyse(Remote));
        QVERIFY(again && again->files.isEmpty());
    }

    /// They are asked for by the commit of the file around them, and stand beside its copy.
    void nestedFilesStandBeside()
    {
        Desk desk;
        const expand::IncludeSource outer{.kind = expand::IncludeSource::Kind::Component,
                                          .location = "gitlab.example/g/lib/lint@1",
                                          .server = "gitlab.example"};
        desk.fetched(outer, "include: more.yml\nouter:\n  script: x\n", u"g/lib"_s, u"abc"_s);
        desk.fetched({.kind = expand::IncludeSource::Kind::Project, .location = "more.yml", .project = "g/lib", .ref = "abc", .server = "gitlab.example"},
                     "inner:\n  script: x\n", u"g/lib"_s, u"abc"_s);
        const QByteArray text = "include: {component: gitlab.example/g/lib/lint@1}\n";
        const auto kept = project::keepIncludes(*desk.analyse(text));
        QVERIFY(kept);
        QCOMPARE(kept->files, (QStringList{u".stagecraft/includes/gitlab.example/g/lib/1/templates/lint.yml"_s,
                                           u".stagecraft/includes/gitlab.example/g/lib/1/more.yml"_s}));
        const auto offline = desk.analyse(text, false);
        QVERIFY(offline->effective.job("outer") && offline->effective.job("inner"));
    }

    void saysWhatIsNotKept()
    {
        Desk desk;
        desk.fetched(remote("https://example.com/a.yml?x=1.yml"), "a:\n  script: x\n");
        const auto kept = project::keepIncludes(*desk.analyse("include: [https://example.com/a.yml?x=1.yml, https://example.com/b.yml]\n"));
        QVERIFY(kept && kept->files.isEmpty());
        QCOMPARE(kept->notKept, QStringList{u"https://example.com/a.yml?x=1.yml"_s});
        QCOMPARE(kept->notFetched, QStringList{u"https://example.com/b.yml"_s});
    }

    /// A repository is somebody else's: a link in it must not lead the copies elsewhere.
    void doesNotLeaveTheRepository()
    {
        Desk desk;
        const QTemporaryDir outside;
        QVERIFY(QFile::link(outside.path(), desk.root.filePath(u".stagecraft"_s)));
        desk.fetched(remote(), "first:\n  script: x\n");
        const auto kept = project::keepIncludes(*desk.analyse(Remote));
        QVERIFY(!kept);
        QCOMPARE(kept.error().kind, ErrorKind::PermissionDenied);
        QVERIFY(QDir(outside.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(KeepIncludesTest)
#include "tst_keep_includes.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/gitlab/vendored.h"

#include <QTest>

using namespace stagecraft;
using namespace Qt::StringLiterals;
using expand::IncludeSource;
using Kind = IncludeSource::Kind;

/// Copies of included files that a repository keeps.
class VendoredTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachKindHasItsPlace()
    {
        const auto places = [](const IncludeSource &source) { return gitlab::vendoredPaths(source); };
        const QString base = u".stagecraft/includes/"_s;
        QCOMPARE(places({.location = "https://example.com/ci/a.yml"}), QStringList{base + "example.com/ci/a.yml"_L1});
        QCOMPARE(places({.location = "https://example.com:8443/a.yml"}), QStringList{base + "example.com_8443/a.yml"_L1});
        QCOMPARE(places({.kind = Kind::Project, .location = "a.yml", .project = "g/p", .ref = "feature/x", .server = "gl.example"}),
                 QStringList{base + "gl.example/g/p/feature%2Fx/a.yml"_L1});
        QCOMPARE(places({.kind = Kind::Project, .location = "a.yml", .project = "g/p", .server = "gl.example"}),
                 QStringList{base + "gl.example/g/p/HEAD/a.yml"_L1});
        QCOMPARE(places({.kind = Kind::Component, .location = "gl.example/g/lib/lint@1.2"}),
                 (QStringList{base + "gl.example/g/lib/1.2/templates/lint.yml"_L1,
                              base + "gl.example/g/lib/1.2/templates/lint/template.yml"_L1}));
        QCOMPARE(places({.kind = Kind::Template, .location = "Jobs/Build.gitlab-ci.yml"}),
                 QStringList{base + "templates/Jobs/Build.gitlab-ci.yml"_L1});
    }

    void noPlaceLiesElsewhere()
    {
        QVERIFY(gitlab::vendoredPaths({.location = "https://example.com/a/../../../b.yml"}).isEmpty());
        QVERIFY(gitlab::vendoredPaths({.location = "https://example.com/%2e%2e/%2e%2e/b.yml"}).isEmpty());
        QVERIFY(gitlab::vendoredPaths({.location = "https://example.com/a.yml?ref=b"}).isEmpty());
        QVERIFY(gitlab::vendoredPaths({.kind = Kind::Project, .location = "../a.yml", .project = "g/p", .server = "x"}).isEmpty());
        QVERIFY(gitlab::vendoredPaths({.kind = Kind::Template, .location = "../a.yml"}).isEmpty());
    }

    void theCopyKnowsItsProject()
    {
        const auto read = [](const QString &path) -> std::optional<QByteArray> {
            return path == ".stagecraft/includes/gl.example/g/lib/v1.2.3/templates/lint/template.yml"_L1 ? std::optional<QByteArray>("x: 1")
                                                                                                      : std::nullopt;
        };
        const auto file = gitlab::vendoredFile({.kind = Kind::Component, .location = "gl.example/g/lib/lint@v1.2.3"}, read);
        QVERIFY(file);
        QVERIFY(file->isPinned);
        QCOMPARE(file->project, "g/lib");
        QCOMPARE(file->version, "1.2.3");
        QVERIFY(!gitlab::vendoredFile({.location = "https://example.com/a.yml"}, read));
    }
};

QTEST_GUILESS_MAIN(VendoredTest)
#include "tst_vendored.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Included files of elsewhere in the window: opening asks nobody, the message bar offers to fetch, and what failed is said.
#include "open_desk.h"

#include "core/gitlab/include_settings.h"
#include "core/gitlab/include_store.h"
#include "tests/support/http_server.h"

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace stagecraft;
using namespace stagecraft::ui;
using namespace Qt::StringLiterals;
using test::HttpServer;

class WindowIncludesTest : public QObject
{
    Q_OBJECT

private:
    static QByteArray pipelineOf(const HttpServer &server)
    {
        return "include: " + server.url(u"/a.yml"_s).toLatin1() + "\n\nbuild:\n  extends: .base\n";
    }
    static bool hasJob(const test::OpenDesk &desk, const char *name)
    {
        return desk.session().isAnalysed() && desk.session().analysis()->effective.job(name) != nullptr;
    }

private Q_SLOTS:
    void init()
    {
        gitlab::saveIncludeSettings({.instance = {}, .allowedHosts = {u"127.0.0.1"_s}, .allowsHttp = true});
        QDir(gitlab::IncludeStore::defaultDirectory()).removeRecursively();
    }

    void fetchesWhenTold()
    {
        HttpServer server;
        server.on("/a.yml", "include: " + server.url(u"/b.yml"_s).toLatin1() + "\n.base:\n  script: x\n");
        server.on("/b.yml", "deep:\n  script: x\n");
        test::OpenDesk desk(pipelineOf(server));
        QVERIFY(desk.waitUntilReady());
        QTRY_COMPARE(desk.message(), u"1 include is not here, so the pipeline is shown without it. Fetching asks 127.0.0.1:%1."_s.arg(
                                         server.serverPort()));
        QVERIFY(hasJob(desk, "build")); // shown without its script
        QVERIFY(desk.canGive("includes.fetch"));
        QCOMPARE(server.connections, 0);
        QVERIFY(desk.answerMessage(u"Fetch includes"_s));
        QTRY_VERIFY(hasJob(desk, "deep"));
        QTRY_COMPARE(desk.message(), QString());
        QCOMPARE(server.connections, 2);
        QVERIFY(!desk.canGive("includes.fetch"));
        QVERIFY(!desk.session().isModified());

        // A newer file comes with a refresh, and not before.
        server.on("/b.yml", "newer:\n  script: x\n");
        desk.command("includes.refresh");
        QTRY_VERIFY(hasJob(desk, "newer"));
    }

    void saysWhatFailed()
    {
        HttpServer server;
        gitlab::saveIncludeSettings({});
        test::OpenDesk desk(pipelineOf(server));
        QVERIFY(desk.waitUntilReady());
        QVERIFY(desk.answerMessage(u"Fetch includes"_s));
        QTRY_COMPARE(desk.message(), u"1 include could not be fetched. The problem at its line says why."_s);
        QCOMPARE(server.connections, 0);
        const text::Diagnostics &diagnostics = desk.session().analysis()->diagnostics;
        QVERIFY(std::ranges::any_of(diagnostics, [](const text::Diagnostic &diagnostic) {
            return diagnostic.id == "include-not-fetched"_L1 && diagnostic.position.line == 0
                && diagnostic.message.contains("allow http"_L1);
        }));
    }

    void canBeCancelled()
    {
        HttpServer server;
        server.on("/a.yml", [](const HttpServer::Request &) { return HttpServer::Answer{.isSilent = true}; });
        test::OpenDesk desk(pipelineOf(server));
        QVERIFY(desk.waitUntilReady());
        QVERIFY(desk.answerMessage(u"Fetch includes"_s));
        QTRY_COMPARE(server.requests.size(), 1);
        QVERIFY(desk.answerMessage(u"Cancel"_s));
        QTRY_VERIFY(desk.message().startsWith("1 include is not here"_L1));
        QVERIFY(desk.canGive("includes.fetch"));
    }

    void settingsAreKeptWithoutTheToken()
    {
        HttpServer server;
        test::OpenDesk desk(pipelineOf(server));
        QVERIFY(desk.waitUntilReady());
        desk.command("includes.settings");
        auto *dialog = desk.window.findChild<QDialog *>(u"includeSettings"_s);
        QVERIFY(dialog);
        const auto field = [dialog](const QString &name) {
            for (auto *edit : dialog->findChildren<QLineEdit *>()) {
                if (edit->accessibleName() == name)
                    return edit;
            }
            return static_cast<QLineEdit *>(nullptr);
        };
        const auto save = [dialog] {
            for (auto *button : dialog->findChildren<QPushButton *>()) {
                if (button->isDefault())
                    button->click();
            }
        };
        field(u"Access token"_s)->setText(u"glpat-secret"_s);
        save();
        QTRY_VERIFY(dialog->findChild<QLabel *>(u"problem"_s)->text().startsWith("Say which GitLab instance"_L1));
        field(u"Access token"_s)->clear();
        field(u"GitLab instance"_s)->setText(u"gitlab.example"_s);
        field(u"Private hosts"_s)->setText(u"10.0.0.5, intern.example"_s);
        const QPointer<QDialog> closing = dialog;
        save();
        QTRY_VERIFY(!closing);
        const gitlab::IncludeSettings kept = gitlab::loadIncludeSettings();
        QCOMPARE(kept.instance, QUrl(u"https://gitlab.example"_s));
        QCOMPARE(kept.allowedHosts, (QStringList{u"10.0.0.5"_s, u"intern.example"_s}));
    }
};

QTEST_MAIN(WindowIncludesTest)
#include "tst_window_includes.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The runner's rules for images, services and volumes, without an engine. Expected values: gitlab-runner's own tests, as the
// reference (7.1, 7.7, 7.11) lists them.
#include "core/engine/docker_archive.h"
#include "core/engine/docker_images.h"
#include "core/engine/docker_services.h"
#include "core/engine/docker_volumes.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

using namespace stagecraft;
using namespace stagecraft::engine;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

VolumeRequest volumesOf(const QStringList &volumes)
{
    VolumeRequest request;
    request.volumes = volumes;
    request.buildsDirectory = text("/builds");
    request.prefix = text("p");
    request.engineSocket = text("/run/user/1000/docker.sock");
    request.expand = [](const QString &given) { return QString(given).replace(text("$VAR"), text("value")); };
    return request;
}

} // namespace

class DockerRulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void servicesAreNamedAfterTheirImages_data();
    void servicesAreNamedAfterTheirImages();
    void whatIsNoImageNameHasNoAliases_data();
    void whatIsNoImageNameHasNoAliases();
    void secretsStayOutOfServicesUnlessMentioned();
    void volumesAreParsed_data();
    void volumesAreParsed();
    void invalidVolumesAreRefused_data();
    void invalidVolumesAreRefused();
    void volumesOfOurOwnAreMade();
    void theSocketIsTheOneOfTheEngine();
    void aVolumeTwiceIsRefused();
    void tagsAreAddedAsTheRunnerDoes();
    void failedPullsHaveTheirReason_data();
    void failedPullsHaveTheirReason();
    void aPullIsMeasuredOverItsLayers();
    void theArchiveIsForAnyUser();
};

void DockerRulesTest::servicesAreNamedAfterTheirImages_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QStringList>("aliases");
    const QString digest = text("@sha256:") + QString(64, QLatin1Char('a'));
    const auto row = [](const QString &name, const QString &image, const char *service, const QString &version, QStringList aliases) {
        QTest::newRow(qPrintable(name)) << image << text(service) << version << aliases;
    };
    const QStringList one{text("service")};
    const QStringList two{text("namespace__service"), text("namespace-service")};
    row(text("service"), text("service:latest"), "service", text("latest"), one);
    row(text("service:version"), text("service:version"), "service", text("version"), one);
    row(text("namespace/service"), text("namespace/service:latest"), "namespace/service", text("latest"), two);
    row(text("namespace/service:version"), text("namespace/service:version"), "namespace/service", text("version"), two);
    row(text("domain.tld/service"), text("domain.tld/service:latest"), "domain.tld/service", text("latest"),
        {text("domain.tld__service"), text("domain.tld-service")});
    row(text("domain.tld:8080/namespace/service:version"), text("domain.tld:8080/namespace/service:version"),
        "domain.tld/namespace/service", text("version"), {text("domain.tld__namespace__service"), text("domain.tld-namespace-service")});
    row(text("service") + digest, text("service") + digest, "service", digest, one);
    row(text("subdomain.domain.tld:8080/namespace/service") + digest, text("subdomain.domain.tld:8080/namespace/service") + digest,
        "subdomain.domain.tld/namespace/service", digest,
        {text("subdomain.domain.tld__namespace__service"), text("subdomain.domain.tld-namespace-service")});
}

void DockerRulesTest::servicesAreNamedAfterTheirImages()
{
    const ServiceName name = serviceName(QString::fromUtf8(QTest::currentDataTag()));
    QTEST(name.image, "image");
    QTEST(name.service, "service");
    QTEST(name.version, "version");
    QTEST(name.aliases, "aliases");
}

void DockerRulesTest::whatIsNoImageNameHasNoAliases_data()
{
    QTest::addColumn<QString>("given");
    for (const char *given : {"", "UPPER/Case", "a b", "-x", "a:", "a@sha256:short", "$(id)"})
        QTest::newRow(given) << text(given);
    QTest::newRow("long") << QString(100000, QLatin1Char('-')) + QLatin1Char('!');
    QTest::newRow("longer") << QString(100000, QLatin1Char('a')) + QLatin1Char('!');
}

void DockerRulesTest::whatIsNoImageNameHasNoAliases()
{
    QFETCH(const QString, given);
    QVERIFY(serviceName(given).aliases.isEmpty());
    QVERIFY(serviceName(given).image.isEmpty());
}

void DockerRulesTest::secretsStayOutOfServicesUnlessMentioned()
{
    plan::Variable open;
    open.key = "OPEN";
    open.value = "open";
    plan::Variable secret;
    secret.key = "SECRET";
    secret.value = "secret";
    secret.secret = true;
    plan::Variable own;
    own.key = "PASSWORD";
    own.value = "$SECRET-$OPEN";
    QCOMPARE(serviceEnvironment({open, secret}, {own}), (QStringList{text("OPEN=open"), text("PASSWORD=secret-open")}));
}

void DockerRulesTest::volumesAreParsed_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("destination");
    QTest::addColumn<QString>("options");
    const auto row = [](const char *name, const char *source, const char *destination, const char *options = "") {
        QTest::newRow(name) << text(source) << text(destination) << text(options);
    };
    row("/destination", "", "/destination");
    row("/destination:rw", "", "/destination", "rw");
    row("/source:/destination", "/source", "/destination");
    row("/source:/destination:ro", "/source", "/destination", "ro");
    row("/source:/destination:ro,z", "/source", "/destination", "ro,z");
    row("/source:/destination:O,Z", "/source", "/destination", "O,Z");
    row("/my host path:/container path:rw", "/my host path", "/container path", "rw");
    row("volume_name:/destination", "volume_name", "/destination");
    row("/source:/destination:rw:rslave", "/source", "/destination", "rw:rslave");
    row("/source:/some/$VAR/blipp", "/source", "/some/$VAR/blipp");
}

void DockerRulesTest::volumesAreParsed()
{
    const auto entry = parseVolume(QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY(entry);
    QTEST(entry->source, "source");
    QTEST(entry->destination, "destination");
    QTEST(entry->options, "options");
}

void DockerRulesTest::invalidVolumesAreRefused_data()
{
    QTest::addColumn<QString>("given");
    for (const char *given : {"relative", "/source:/destination:T", "/source:/destination:unknown", "/source:/destination:ro,unknown",
                              "/source:/destination:,rslave", "a:b:rw:something", ":/destination", "/source:blipp", "/source:$VAR/x", "/"})
        QTest::newRow(given) << text(given);
}

void DockerRulesTest::invalidVolumesAreRefused()
{
    QFETCH(const QString, given);
    const auto plan = planVolumes(volumesOf({given}));
    QVERIFY(!plan);
    QCOMPARE(plan.error(), text("invalid volume specification: \"%1\"").arg(given));
}

void DockerRulesTest::volumesOfOurOwnAreMade()
{
    const auto plan = planVolumes(volumesOf({text("/volume"), text(""), text("/host:/x/$VAR:ro")}));
    QVERIFY(plan);
    QCOMPARE(plan->toMake.size(), 2);
    QCOMPARE(plan->toMake.at(0).name, text("p-cache-14331bf18c8e434c4b3f48a8c5cc79aa"));
    QCOMPARE(plan->toMake.at(1).destination, text("/builds"));
    QCOMPARE(plan->binds.first(2), (QStringList{text("p-cache-14331bf18c8e434c4b3f48a8c5cc79aa:/volume"), text("/host:/x/value:ro")}));
    const auto bound = planVolumes(volumesOf({text("/host:/builds/")}));
    QVERIFY(bound);
    QVERIFY2(bound->toMake.isEmpty(), "the builds directory has its volume already");
}

void DockerRulesTest::theSocketIsTheOneOfTheEngine()
{
    const QString socket = text("/var/run/docker.sock:/var/run/docker.sock");
    auto request = volumesOf({socket});
    const auto moved = planVolumes(request);
    QCOMPARE(moved->binds.first(), text("/run/user/1000/docker.sock:/var/run/docker.sock"));
    QCOMPARE(moved->notes.size(), 1);
    request.engineSocket = text("/var/run/docker.sock");
    QCOMPARE(planVolumes(request)->binds.first(), socket);
    QVERIFY(planVolumes(request)->notes.isEmpty());
    request.engineSocket.clear();
    QCOMPARE(planVolumes(request)->binds.first(), socket);
}

void DockerRulesTest::aVolumeTwiceIsRefused()
{
    const auto plan = planVolumes(volumesOf({text("/cache"), text("/host:/cache/")}));
    QVERIFY(!plan);
    QCOMPARE(plan.error(), text("volume for container path \"/cache/\" is already defined"));
}

void DockerRulesTest::tagsAreAddedAsTheRunnerDoes()
{
    QCOMPARE(withTag(text("busybox")), text("busybox:latest"));
    QCOMPARE(withTag(text("busybox:1")), text("busybox:1"));
    QCOMPARE(withTag(text("host:5000/image")), text("host:5000/image"));
    QCOMPARE(withTag(text("a@sha256:1")), text("a@sha256:1"));
}

void DockerRulesTest::failedPullsHaveTheirReason_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<FailureReason>("reason");
    const auto row = [](const char *message, FailureReason reason) {
        QTest::newRow(message) << text(message) << reason;
    };
    row("No such image: absent:1", FailureReason::ImagePullFailure);
    row("Get \"https://r.invalid/v2/\": dial tcp: lookup r.invalid: no such host",
        FailureReason::RunnerExternalDependencyFailure);
    row("net/http: TLS handshake timeout", FailureReason::RunnerExternalDependencyFailure);
    row("manifest for busybox:nope not found: manifest unknown", FailureReason::RunnerConfigurationError);
    row("pull access denied for x, repository does not exist or may require 'docker login'",
        FailureReason::RunnerConfigurationError);
    row("no basic auth credentials", FailureReason::RunnerConfigurationError);
    row("dial tcp 1.2.3.4:443: connect: connection refused: not found", FailureReason::RunnerExternalDependencyFailure);
    row("toomanyrequests: slow down", FailureReason::ImagePullFailure);
}

void DockerRulesTest::failedPullsHaveTheirReason()
{
    QFETCH(QString, message);
    QFETCH(FailureReason, reason);
    QVERIFY(pullFailureReason(message) == reason);
}

void DockerRulesTest::aPullIsMeasuredOverItsLayers()
{
    PullMeter meter;
    QVERIFY(meter.fraction() < 0);
    meter.take({text("a"), text("Downloading"), 50, 100});
    meter.take({text("b"), text("Downloading"), 0, 100});
    QCOMPARE(meter.fraction(), 0.25);
    meter.take({text("a"), text("Download complete"), 0, 0});
    QCOMPARE(meter.fraction(), 0.5);
    meter.take({text("a"), text("Extracting"), 1, 500});
    QCOMPARE(meter.fraction(), 0.5);
}

void DockerRulesTest::theArchiveIsForAnyUser()
{
    const QTemporaryDir directory;
    const QString source = directory.filePath(text("source"));
    QVERIFY(QDir().mkpath(source + text("/empty")));
    const QString longName(180, QLatin1Char('n'));
    for (const QString &name : {text("plain"), text("ümlaut"), longName}) {
        QFile file(source + QLatin1Char('/') + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("content of a file");
    }
    QVERIFY(QFile::setPermissions(source + text("/plain"), QFile::ReadOwner | QFile::ExeOwner));
    QVERIFY(QFile::link(text("/outside"), source + text("/link")));
    const auto made = makeProjectArchive({source, text("/builds/group/project"), directory.filePath(text("work")), {text("/cache")}},
                                         std::make_shared<std::atomic_bool>(false));
    QVERIFY(made);
    QCOMPARE((*made)->files, 4);

    const QByteArray bytes = (*made)->reader()->readAll();
    QMap<QByteArray, int> modes;
    QByteArray link;
    archive *tar = archive_read_new();
    archive_read_support_format_all(tar);
    QCOMPARE(archive_read_open_memory(tar, bytes.constData(), static_cast<size_t>(bytes.size())), ARCHIVE_OK);
    archive_entry *entry = nullptr;
    while (archive_read_next_header(tar, &entry) == ARCHIVE_OK) {
        QByteArray path = archive_entry_pathname(entry);
        if (path.endsWith('/'))
            path.chop(1);
        modes[path] = static_cast<int>(archive_entry_perm(entry));
        QCOMPARE(archive_entry_uid(entry), 0);
        if (archive_entry_symlink(entry))
            link = archive_entry_symlink(entry);
    }
    archive_read_free(tar);
    const QByteArray project = "builds/group/project";
    QCOMPARE(modes.value(project), 0777);
    QCOMPARE(modes.value(project + ".tmp"), 0777);
    QCOMPARE(modes.value("cache"), 0777);
    QCOMPARE(modes.value(project + "/empty"), 0777);
    QCOMPARE(modes.value(project + "/plain"), 0777);
    QCOMPARE(modes.value(project + "/ümlaut"), 0666);
    QCOMPARE(modes.value(project + '/' + longName.toUtf8()), 0666);
    QCOMPARE(link, QByteArray("/outside"));

    const auto stopped = makeProjectArchive({source, text("/builds/p"), directory.path(), {}}, std::make_shared<std::atomic_bool>(true));
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(DockerRulesTest)
#include "tst_docker_rules.moc"

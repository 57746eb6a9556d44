// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 5: tars that a container hands out as artifacts or caches, made to write elsewhere or to fill the disk; and caches laid
// over a project whose links lead out of it.
#include "core/base/remove_tree.h"
#include "core/engine/file_selection.h"
#include "tests/e2e/cli_run.h"
#include "tests/trust/score.h"

#include <QElapsedTimer>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>

using namespace stagecraft;
using namespace stagecraft::engine;
using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

namespace {

namespace fs = std::filesystem;

/// One entry of a tar, header by hand: nothing here is refused, as libarchive's writer would.
QByteArray entry(const QByteArray &name, char type, const QByteArray &content = {}, const QByteArray &linkTarget = {}, unsigned mode = 0644,
                 QByteArray size = {})
{
    QByteArray header(512, '\0');
    const auto put = [&header](qsizetype at, const QByteArray &bytes) { header.replace(at, bytes.size(), bytes); };
    put(0, name.left(100));
    put(100, QByteArray::number(mode, 8).rightJustified(7, '0'));
    put(108, "0000000");
    put(116, "0000000");
    put(124, size.isEmpty() ? QByteArray::number(content.size(), 8).rightJustified(11, '0') : size);
    put(136, "00000000000");
    put(148, "        ");
    put(156, QByteArray(1, type));
    put(157, linkTarget.left(100));
    put(257, QByteArray("ustar\0" "00", 8));
    unsigned sum = 0;
    for (const char c : std::as_const(header))
        sum += static_cast<unsigned char>(c);
    put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
    return header + content + QByteArray((512 - content.size() % 512) % 512, '\0');
}

QByteArray file(const QByteArray &name, const QByteArray &content = "evil") { return entry(name, '0', content); }
QByteArray directory(const QByteArray &name) { return entry(name, '5', {}, {}, 0755); }
QByteArray symlinkTo(const QByteArray &name, const QByteArray &target) { return entry(name, '2', {}, target, 0777); }
QByteArray hardlinkTo(const QByteArray &name, const QByteArray &target) { return entry(name, '1', {}, target); }

QByteArray pax(const QByteArray &key, const QByteArray &value)
{
    QByteArray record = ' ' + key + '=' + value + '\n';
    qsizetype length = record.size() + 1;
    while (QByteArray::number(length).size() + record.size() != length)
        ++length;
    record.prepend(QByteArray::number(length));
    return entry("PaxHeader", 'x', record);
}

QByteArray longName(const QByteArray &name) { return entry("././@LongLink", 'L', name + '\0'); }

struct Hostile {
    const char *name;
    QByteArray tar;
};

std::vector<Hostile> hostileTars(const QByteArray &outside)
{
    const QByteArray root = "project/";
    QByteArray many;
    for (int i = 0; i < trust::times(5000, 100000); ++i)
        many += directory(root + "d" + QByteArray::number(i));
    const QByteArray deep = root + QByteArray("d/").repeated(5000);
    return {
        {"dot dot", file(root + "../../victim")},
        {"dot dot in the middle", file(root + "a/../../../victim")},
        {"dot dot at the end", directory(root + "a/..") + file(root + "..")},
        {"absolute", file(outside + "/victim")},
        {"absolute behind the root", file(root + outside + "/victim")},
        {"absolute by pax", pax("path", outside + "/victim") + file("x")},
        {"dot dot by pax", pax("path", "project/../../victim") + file("x")},
        {"dot dot by a long name", longName("project/" + QByteArray("x/../").repeated(30) + "../../victim") + file("x")},
        {"link, then through it", symlinkTo(root + "link", outside) + file(root + "link/victim")},
        {"relative link, then through it", symlinkTo(root + "link", "../outside") + file(root + "link/victim")},
        {"link to a link", symlinkTo(root + "a", outside) + symlinkTo(root + "b", "a") + file(root + "b/victim")},
        {"link to /, then through it", symlinkTo(root + "r", "/") + file(root + "r" + outside + "/victim")},
        {"link in place of a directory", directory(root + "d") + file(root + "d/one") + symlinkTo(root + "d", outside) + file(root + "d/victim")},
        {"directory in place of a link", symlinkTo(root + "d", outside) + directory(root + "d") + file(root + "d/victim")},
        {"file over a link", symlinkTo(root + "f", outside + "/kept") + file(root + "f")},
        {"link made, entered as a directory with a mode", symlinkTo(root + "d", outside) + entry(root + "d/", '5', {}, {}, 0777)},
        {"hard link out", hardlinkTo(root + "h", outside + "/kept") + file(root + "h", "changed")},
        {"hard link out by dot dot", hardlinkTo(root + "h", "project/../../outside/kept") + file(root + "h", "changed")},
        {"hard link with content", entry(root + "h", '1', "changed", outside + "/kept")},
        {"hard link to a link", symlinkTo(root + "s", outside + "/kept") + hardlinkTo(root + "h", root + "s") + file(root + "h", "changed")},
        {"hard link through a link", symlinkTo(root + "s", outside) + hardlinkTo(root + "h", root + "s/kept") + file(root + "h", "changed")},
        {"pax link target", pax("linkpath", outside) + symlinkTo(root + "l", "x") + file(root + "l/victim")},
        {"setuid and setgid", entry(root + "suid", '0', "#!/bin/sh\n", {}, 06755)},
        {"devices", entry(root + "null", '3', {}, {}, 0666) + entry(root + "disk", '4', {}, {}, 0666)},
        {"pipe", entry(root + "fifo", '6', {}, {}, 0666)},
        {"no name", file("") + file("/") + file("project") + file("project//")},
        {"names that are dots", file(root + ".") + file(root + "./") + directory("..") + file("../victim")},
        {"backslashes", file(root + "..\\..\\victim")},
        {"line ends and escapes", file(root + "a\nb\x1b]0;x\x07")},
        {"no UTF-8", file(root + "\xff\xfe\x80")},
        {"a file twice", file(root + "f", "one") + file(root + "f", "two")},
        {"file, then below it", file(root + "f") + file(root + "f/victim")},
        {"long name", longName(root + QByteArray(100000, 'n')) + file("x")},
        {"5 000 levels", longName(deep + "f") + file("x")},
        {"size bigger than the tar", entry(root + "big", '0', "x", {}, 0644, "77777777777")},
        {"negative size", entry(root + "big", '0', "x", {}, 0644, QByteArray("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00", 12))},
        {"size by pax", pax("size", "9223372036854775807") + file(root + "big")},
        {"sparse, 1 TB", pax("GNU.sparse.major", "1") + pax("GNU.sparse.minor", "0") + pax("GNU.sparse.realsize", "1099511627776")
             + pax("GNU.sparse.name", root + "sparse") + file("GNUSparseFile.0/sparse", QByteArray("1\n1099511627775\n1\n").leftJustified(512, '\0') + "x")},
        {"sparse, 1 TB, pax 0.1", pax("GNU.sparse.size", "1099511627776") + pax("GNU.sparse.map", "1099511627775,1") + file(root + "sparse01", "x")},
        {"truncated", file(root + "f", QByteArray(10000, 'x')).first(3000)},
        {"rubbish", QByteArray(20000, '\xa5')},
        {"rubbish behind a file", file(root + "f") + QByteArray(5000, '\x5a')},
        {"empty", {}},
        {"many directories", many},
        {"gzip", QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10) + QByteArray(1000, 'x')},
        {"zip", QByteArray("PK\x03\x04\x14\x00\x00\x00\x08\x00", 10) + QByteArray(1000, 'x')},
    };
}

/// What is below a directory, as one text: names, types, modes, sizes, contents of small files, where links lead.
std::string inventory(const fs::path &where)
{
    std::string text;
    std::error_code error;
    for (fs::recursive_directory_iterator walk(where, error), end; !error && walk != end; walk.increment(error)) {
        struct stat status = {};
        ::lstat(walk->path().c_str(), &status);
        text += walk->path().native() + ' ' + std::to_string(status.st_mode) + ' ' + std::to_string(status.st_nlink) + ' ' + std::to_string(status.st_size) + ' ';
        std::ifstream content(walk->path());
        if (S_ISREG(status.st_mode) && status.st_size < 1000)
            text.append(std::istreambuf_iterator<char>(content), {});
        text += '\n';
    }
    return text;
}

struct Taken {
    qint64 apparentSize = 0;
    std::string special; ///< devices, pipes, and files with setuid, setgid or sticky bits
};

Taken taken(const fs::path &where)
{
    Taken result;
    std::error_code error;
    for (fs::recursive_directory_iterator walk(where, error), end; !error && walk != end; walk.increment(error)) {
        struct stat status = {};
        if (::lstat(walk->path().c_str(), &status) != 0)
            continue; // deeper than a path may be long
        result.apparentSize += S_ISREG(status.st_mode) ? status.st_size : 0;
        if ((!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode) && !S_ISLNK(status.st_mode)) || (status.st_mode & 07000) != 0)
            result.special += walk->path().native() + '\n';
    }
    return result;
}

constexpr qsizetype largeArchive = qsizetype(10) * 1000 * 1000;

} // namespace

class TestTrustArchives : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_score.judge(); }
    void cleanupTestCase() { m_score.save(); }
    void hostileTarsStayInside();
    void layingOverFollowsNoLinks();

private:
    trust::Score m_score{5, "Hostile archives", "at least 25: 0 bytes outside, 0 links followed, bombs stopped in 1 s"};
};

void TestTrustArchives::hostileTarsStayInside()
{
    int count = 0;
    int refused = 0;
    qint64 slowest = 0;
    const char *slowestName = "";
    const QTemporaryDir place;
    const QString outside = place.filePath(u"outside"_s);
    QVERIFY(QDir().mkpath(outside));
    QFile victim(outside + u"/kept"_s);
    QVERIFY(victim.open(QIODevice::WriteOnly) && victim.write("kept") == 4);
    victim.close();
    for (const auto &[name, bytes] : hostileTars(QFile::encodeName(outside))) {
        for (const char *root : {"", "d"}) {
            const QTemporaryDir tars;
            QFile tar(tars.filePath(u"tar"_s));
            QVERIFY(tar.open(QIODevice::WriteOnly));
            // A tar of a directory of the project begins with its own name only.
            tar.write(*root != '\0' ? QByteArray(bytes).replace("project/", "d/////./") : bytes);
            tar.write(QByteArray(1024, '\0'));
            tar.close();
            const QString target = place.filePath(u"target"_s);
            const std::string before = inventory(outside.toStdString());
            FileRule rule;
            rule.paths = {*root != '\0' ? "d" : "**"};
            FileSelection selection(rule, "/builds/group/project", {});
            QElapsedTimer clock;
            clock.start();
            const Result<> kept = keepFromTar(tar.fileName(), root, selection, target, std::make_shared<std::atomic_bool>(false));
            const qint64 took = clock.elapsed();
            if (bytes.size() > largeArchive) { // no bomb: it holds what it brings
                if (kept)
                    m_score.note(u"%1, %2 MB of them: %3 ms"_s.arg(QLatin1StringView(name)).arg(bytes.size() / 1000000).arg(took));
            } else if (took > slowest) {
                slowest = took;
                slowestName = name;
            }
            QCOMPARE_LE(took, 20000);
            refused += kept ? 0 : 1;
            ++count;
            QVERIFY2(inventory(outside.toStdString()) == before, name);
            QStringList around = QDir(place.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
            around.removeAll(u"target"_s);
            QVERIFY2(around == QStringList(u"outside"_s), name + (": " + around.join(u' ').toUtf8()));
            const auto [apparentSize, special] = taken(target.toStdString());
            QVERIFY2(special.empty(), (name + (": " + special)).c_str());
            QVERIFY2(apparentSize < qint64(2) * 1024 * 1024 * 1024, name);
            QVERIFY(removeTree(target.toStdString()));
        }
    }
    m_score.note(u"%1 tars (%2 refused): 0 bytes outside, 0 links followed, no device or setuid bit kept; slowest (%3): %4 ms"_s.arg(count).arg(refused).arg(QLatin1StringView(slowestName)).arg(slowest));
    m_score.expect(slowest <= 1000);
}

void TestTrustArchives::layingOverFollowsNoLinks()
{
    const QTemporaryDir place;
    const auto write = [&place](const char *name, const QByteArray &content) {
        const QString path = place.filePath(QString::fromUtf8(name));
        QDir().mkpath(QFileInfo(path).path());
        QFile made(path);
        QVERIFY(made.open(QIODevice::WriteOnly) && made.write(content) == content.size());
    };
    write("outside/kept", "kept");
    write("project/file", "text");
    for (const char *name : {"vendor", "deep", "kept"}) // the project's links lead out of it
        QVERIFY(QFile::link(QByteArray(name) == "kept" ? place.filePath(u"outside/kept"_s) : place.filePath(u"outside"_s), place.filePath(u"project/"_s + QLatin1StringView(name))));
    write("cache/vendor/victim", "evil");
    write("cache/deep/a/b/victim", "evil");
    write("cache/kept", "evil");
    QVERIFY(QFile::link(place.filePath(u"outside"_s), place.filePath(u"cache/link"_s)));
    const QByteArray before = fingerprint(place.filePath(u"outside"_s));
    const Result<> laid = layOver(place.filePath(u"cache"_s), place.filePath(u"project"_s), std::make_shared<std::atomic_bool>(false));
    QVERIFY2(laid, laid ? "" : qPrintable(describe(laid.error())));
    QCOMPARE(fingerprint(place.filePath(u"outside"_s)), before);
    QVERIFY(QFileInfo(place.filePath(u"project/vendor/victim"_s)).isFile() && !QFileInfo(place.filePath(u"project/vendor"_s)).isSymLink());
    QVERIFY(QFileInfo(place.filePath(u"project/link"_s)).isSymLink());
    m_score.note(u"caches and artifacts laid over a project: its links out are replaced, not followed"_s);
}

QTEST_GUILESS_MAIN(TestTrustArchives)
#include "tst_trust_archives.moc"

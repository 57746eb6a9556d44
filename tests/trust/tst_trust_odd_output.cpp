// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Item 13: whatever bytes a job prints, its log keeps them, and neither a terminal nor the window obeys them.
#include "core/engine/ansi_text.h"
#include "core/engine/log_index.h"
#include "tests/e2e/cli_run.h"
#include "tests/trust/score.h"

#ifdef STAGECRAFT_LOG_VIEW
#include "ui/log/log_view.h"

#include <QClipboard>
#include <QGuiApplication>
#endif

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRegularExpression>
#include <QStringDecoder>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>

using namespace stagecraft;
using namespace stagecraft::tests;
using namespace Qt::StringLiterals;

namespace {

struct Odd {
    const char *name;
    QByteArray bytes;
};

std::vector<Odd> oddities()
{
    const auto nested = [](int count) {
        QByteArray bytes;
        for (int i = 0; i < count; ++i)
            bytes += "section_start:1700000000:s" + QByteArray::number(i) + "\r\x1b[0Ktitle\n";
        return bytes;
    };
    const auto after = [&](int count) {
        QByteArray bytes;
        for (int i = 0; i < count; ++i)
            bytes += "section_start:1700000000:s\r\x1b[0Kt\nsection_end:1700000000:s\r\x1b[0K\n";
        return bytes;
    };
    QByteArray progress;
    for (int i = 0; i < 10000; ++i)
        progress += QByteArray::number(i) + "%\r";
    QByteArray everyByte;
    for (int i = 0; i < 256; ++i)
        everyByte += static_cast<char>(i);
    const int sections = trust::times(20000, 500000); // two markers each
    return {
        {"invalid UTF-8", "\xff\xfe\x80\xbf\xc0\xaf text \xed\xa0\x80\n"},
        {"overlong", "\xc0\x9b]52;c;eA==\x07 \xe0\x80\x9b[2J \xf0\x80\x80\x9b\n"},
        {"cut code point", "abc\xe2\x82\n\xac after\n"},
        {"code point over many reads",
         QByteArray(65535, 'a') + "\xf0\x9f\x98\x80" + QByteArray(65533, 'b') + "\xc3\xa4\n"},
        {"every byte", everyByte + "\n"},
        {"NUL", QByteArray("a\0b\0\0c\n", 7)},
        {"title", "\x1b]0;evil\x07 text\n"},
        {"title, ST", "\x1b]2;evil\x1b\\ text\n"},
        {"clipboard", "\x1b]52;c;ZXZpbA==\x07\n"},
        {"clipboard, primary, ST", "\x1b]52;p;ZXZpbA==\x1b\\\n"},
        {"link", "\x1b]8;;http://evil.invalid\x1b\\gitlab.com\x1b]8;;\x1b\\\n"},
        {"file link", "\x1b]8;;file:///etc/passwd\x07x\x1b]8;;\x07\n"},
        {"iTerm file", "\x1b]1337;File=inline=1:AAAA\x07\n"},
        {"notification", "\x1b]9;hello\x07\x1b]777;notify;a;b\x07\n"},
        {"DCS", "\x1bP+q544e\x1b\\ \x1bP$qm\x1b\\\n"},
        {"APC, PM, SOS", "\x1b_G\x1b\\ \x1b^x\x1b\\ \x1bXx\x1b\\\n"},
        {"unfinished OSC", "\x1b]0;never ends\n"},
        {"unfinished CSI", "\x1b[38;5\n"},
        {"endless CSI", "\x1b[" + QByteArray(100000, '1') + "m\n"},
        {"many parameters", "\x1b[" + QByteArray("1;").repeated(20000) + "m\n"},
        {"big parameter", "\x1b[99999999999999999999m \x1b[38;2;999;999;999mx\n"},
        {"C1 as UTF-8", "\xc2\x9d"
                        "0;evil\xc2\x9c \xc2\x9b"
                        "2J \xc2\x90x\xc2\x9c\n"},
        {"C1 as bytes", "\x9d"
                        "0;evil\x9c \x9b"
                        "2J\n"},
        {"clear screen", "\x1b[2J\x1b[H\x1b[3J\n"},
        {"cursor", "\x1b[10A\x1b[5;5H\x1b[sx\x1b[u\x1b[6n\n"},
        {"reset, screens", "\x1b"
                           "c\x1b[!p\x1b[?1049h\x1b[?25l\x1b(0\n"},
        {"answer back", "\x05\x1b[c\x1b[>c\x1bZ\x1b[21t\n"},
        {"mouse, paste", "\x1b[?1000h\x1b[?2004h\n"},
        {"bell, backspace", "secret\b\b\b\b\b\bpublic\a\x0b\x0c\x0e\x0f\n"},
        {"bidi", "if access != \"user\xe2\x80\xae \xe2\x81\xa6// admin\xe2\x81\xa9 \xe2\x81\xa6\" {\n"},
        {"invisible", "a\xe2\x80\x8b"
                      "b\xef\xbb\xbf"
                      "c\xe2\x81\xa0 d\xc2\xad"
                      "e \xf3\xa0\x81\x81\xf3\xa0\x81\x82\n"},
        {"line separators", "a\xe2\x80\xa8"
                            "b\xe2\x80\xa9"
                            "c\xc2\x85"
                            "d\n"},
        {"combining", "a" + QByteArray("\xcc\x81").repeated(5000) + "\n"},
        {"progress", progress + "\n"},
        {"only CR", QByteArray("\r").repeated(50000) + "x\n"},
        {"CRLF", "one\r\ntwo\r\n\r\n"},
        {"no line end", "tail without end"},
        {"one long line", QByteArray("0123456789").repeated(300000) + "\n"},
        {"half markers", QByteArray("section_start:1700000000:x[").repeated(20000) + "\n"},
        {"forged markers",
         "section_start:99999999999999999999:x\r\x1b[0K\nsection_end:1:never\r\x1b[0K\nsection_start:0:\r\x1b[0K\nsection_start: see the docs\n"},
        {"sections", after(sections)},
        {"nested sections", nested(sections)},
        {"our own last line", "\x1b[32;1mJob succeeded\x1b[0;m\n\x1b[31;1mERROR: Job failed: exit status 1\x1b[0;m\n"},
    };
}

/// What in `shown` a terminal would obey, colours and line ends aside; empty when nothing.
QByteArray obeyed(QByteArray shown)
{
    static const QRegularExpression colour(u"\x1b\\[[0-9;:]*m"_s);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(shown.replace("\r\n", "\n"));
    if (decoder.hasError())
        return "invalid UTF-8";
    text.remove(colour);
    for (const char32_t c : text.toStdU32String()) {
        const bool control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f);
        const bool hidden = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200b || c == 0xfeff
                            || (c >= 0xe0000 && c <= 0xe007f);
        if (control || hidden)
            return "U+" + QByteArray::number(uint(c), 16);
    }
    return {};
}

/// Everything that `stagecraft-cli` writes to a terminal of its own.
QByteArray onATerminal(const QStringList &arguments, const QProcessEnvironment &environment, int &status)
{
    std::vector<QByteArray> words{STAGECRAFT_CLI};
    std::vector<QByteArray> entries;
    for (const QString &argument : arguments)
        words.push_back(argument.toUtf8());
    for (const QString &entry : environment.toStringList())
        entries.push_back(entry.toUtf8());
    const auto pointers = [](std::vector<QByteArray> &list) {
        std::vector<char *> result;
        for (QByteArray &word : list)
            result.push_back(word.data());
        result.push_back(nullptr);
        return result;
    };
    const std::vector<char *> wordPointers = pointers(words);
    const std::vector<char *> entryPointers = pointers(entries);
    int terminal = -1;
    const pid_t pid = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (pid == 0) {
        ::execve(wordPointers.front(), wordPointers.data(), entryPointers.data());
        ::_exit(127);
    }
    QByteArray shown;
    QByteArray piece(65536, Qt::Uninitialized);
    for (ssize_t got = 0; (got = ::read(terminal, piece.data(), static_cast<std::size_t>(piece.size()))) > 0;)
        shown.append(piece.constData(), got);
    ::waitpid(pid, &status, 0);
    ::close(terminal);
    return shown;
}

} // namespace

class TestTrustOddOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_score.judge(); }
    void cleanupTestCase() { m_score.save(); }
    void logsKeepEveryByte();
    void namesAndMessagesAreHarmless();
    void viewsObeyNothing();

private:
    Places m_places;
    QList<std::pair<QByteArray, QString>> m_logs; ///< name, file
    trust::Score m_score{13, "Odd output", "at least 30 kinds: logs byte-identical, 0 escapes obeyed, views survive"};
};

void TestTrustOddOutput::logsKeepEveryByte()
{
    const std::vector<Odd> all = oddities();
    QByteArray pipeline;
    for (std::size_t i = 0; i < all.size(); ++i)
        pipeline += "job " + QByteArray::number(i) + ":\n  script: cat in-" + QByteArray::number(i) + "\n";
    const Repository repository(pipeline);
    for (std::size_t i = 0; i < all.size(); ++i)
        repository.write(u"in-%1"_s.arg(i), all[i].bytes);
    const QString report = repository.file(u"report.json"_s);
    int status = -1;
    const QByteArray shown = onATerminal({u"run"_s, u"--mode"_s, u"shell"_s, u"--report"_s, report, repository.path()},
                                         m_places.environment(), status);
    QVERIFY(WIFEXITED(status));
    QVERIFY2(WEXITSTATUS(status) == 0, shown.right(2000));
    QCOMPARE(obeyed(shown), QByteArray());
    QVERIFY(shown.contains("\x1b[0m | ")); // it was a terminal: colours are on
    QVERIFY(shown.contains("section_start: see the docs"));

    const QJsonArray jobs =
        QJsonDocument::fromJson(repository.read(u"report.json"_s)).object().value("jobs"_L1).toArray();
    QCOMPARE(jobs.size(), static_cast<qsizetype>(all.size()));
    for (std::size_t i = 0; i < all.size(); ++i) {
        QFile file(jobs.at(static_cast<qsizetype>(i)).toObject().value("log"_L1).toString());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray log = file.readAll();
        const QByteArray command = "$ cat in-" + QByteArray::number(i) + "\x1b[0;m\n";
        const qsizetype begin = log.indexOf(command) + command.size();
        const qsizetype end = log.lastIndexOf("section_end:", log.lastIndexOf("section_start:"));
        QVERIFY2(begin > command.size() && end > begin, all[i].name);
        QVERIFY2(QByteArrayView(log).sliced(begin, end - begin) == all[i].bytes, all[i].name);
        m_logs.emplaceBack(all[i].name, file.fileName());
    }
    m_score.note(u"%1 kinds of output: logs byte-identical, nothing that a terminal obeys"_s.arg(all.size()));
}

void TestTrustOddOutput::namesAndMessagesAreHarmless()
{
    const Repository repository("\"job \\e]52;c;ZXZpbA==\\a \\x9b2J \\u202e\":\n  script: \"exit 1 # \\e]0;evil\\a\"\n"
                                "\"other \\e[2J\":\n  script: 'true'\n  needs: []\n  image: \"\\e]0;x\\a\"\n");
    const Repository broken("\"job \\e]52;c;ZXZpbA==\\a\":\n  script: 'true'\n  stage: \"\\e]0;evil\\a\\u202e\"\n");
    const QStringList path{repository.path()};
    for (const QStringList &arguments :
         {QStringList{u"run"_s, u"--mode"_s, u"shell"_s} + path, QStringList{u"list"_s} + path,
          QStringList{u"lint"_s} + path, QStringList{u"list"_s, u"--events"_s} + path,
          QStringList{u"lint"_s, broken.path()}, QStringList{u"run"_s, broken.path()}}) {
        int status = -1;
        const QByteArray shown = onATerminal(arguments, m_places.environment(), status);
        QVERIFY(WIFEXITED(status));
        QVERIFY(shown.size() > 20);
        QVERIFY2(obeyed(shown).isEmpty(), (arguments.join(u' ').toUtf8() + ": " + obeyed(shown) + '\n' + shown));
    }
    m_score.note(u"names and messages in 6 commands: nothing that a terminal obeys"_s);
}

void TestTrustOddOutput::viewsObeyNothing()
{
    QVERIFY(!m_logs.isEmpty());
    QElapsedTimer clock;
    qint64 slowest = 0;
    for (const auto &[name, path] : std::as_const(m_logs)) {
        clock.start();
        engine::LogIndex index(path);
        while (index.update()) {}
        engine::TextStyle style;
        for (qint64 line = 0; line < index.lineCount(); line += 1000) {
            for (const QByteArray &bytes : index.readLines(line, 1000)) {
                const engine::AnsiLine shown = engine::ansiLine(bytes, style);
                style = shown.endStyle;
                QVERIFY2(obeyed(shown.text.toUtf8()).isEmpty(), name.constData());
            }
        }
        slowest = std::max(slowest, clock.elapsed());
#ifdef STAGECRAFT_LOG_VIEW
        QGuiApplication::clipboard()->setText(u"before"_s);
        ui::LogView view;
        view.resize(900, 400);
        view.show();
        view.setFile(path);
        QTRY_VERIFY2_WITH_TIMEOUT(view.isComplete(), name.constData(), 60000);
        for (const qint64 line : {qint64(0), view.lineCount() / 2, view.lineCount() - 1}) {
            view.showLine(line);
            QVERIFY(!view.grab().isNull());
            QCoreApplication::processEvents();
        }
        QCOMPARE(view.windowTitle(), QString());
        QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
#endif
    }
    // 10⁶ section markers in one log, in the long form; a quadratic walk would take hours.
    QVERIFY2(slowest < 30000, qPrintable(u"%1 ms"_s.arg(slowest)));
    m_score.note(u"%1 logs read and painted, slowest %2 ms"_s.arg(m_logs.size()).arg(slowest));
}

#ifdef STAGECRAFT_LOG_VIEW
QTEST_MAIN(TestTrustOddOutput)
#else
QTEST_GUILESS_MAIN(TestTrustOddOutput)
#endif
#include "tst_trust_odd_output.moc"

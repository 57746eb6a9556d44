// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The rules of the house that a compiler cannot see (CONTRIBUTING.md tells the reasons).
#include "tests/checks/source_tree.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;
using stagecraft::checks::SourceFile;

namespace {

constexpr qsizetype maximumFileSize = 300 * 1024;
constexpr qsizetype maximumLines = 1000;

QString at(const SourceFile &file, qsizetype line, const QString &problem)
{
    return u"%1:%2: %3"_s.arg(file.path).arg(line + 1).arg(problem);
}

} // namespace

class TestChecks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void includesFollowTheLayers();
    void coreUsesNoGui();
    void nothingBlocks();
    void processesStartInOnePlace();
    void licenceLinesAreThere();
    void openWorkHasAnIssue();
    void nothingOfThisMachine();
    void filesAreSmall();
    void theChecksSee();

private:
    void forEachInclude(const std::function<void(const SourceFile &, qsizetype line, const QString &header)> &visit) const;
    void verify(const QStringList &problems) const;

    std::vector<SourceFile> m_files;
    QStringList m_layers; ///< folders of core, lowest first
};

void TestChecks::initTestCase()
{
    const QString root = stagecraft::checks::sourceRoot();
    QVERIFY2(!root.isEmpty(), "the source directory was not found (STAGECRAFT_SOURCE_DIR)");
    m_files = stagecraft::checks::sourceFiles(root);
    if (m_files.empty())
        QSKIP("the sources are no git checkout, so nobody knows which files are ours");
    for (const SourceFile &file : m_files) {
        static const QRegularExpression list(u"^foreach\\(layer (.+)\\)$"_s, QRegularExpression::MultilineOption);
        if (file.path == "core/CMakeLists.txt"_L1)
            m_layers = list.match(QString::fromUtf8(file.bytes)).captured(1).split(u' ', Qt::SkipEmptyParts);
    }
    QVERIFY2(m_layers.size() > 10, "core/CMakeLists.txt names the layers no more");
}

void TestChecks::verify(const QStringList &problems) const
{
    QVERIFY2(problems.isEmpty(), qPrintable(u'\n' + problems.join(u'\n')));
}

void TestChecks::forEachInclude(
    const std::function<void(const SourceFile &, qsizetype line, const QString &header)> &visit) const
{
    static const QRegularExpression include(uR"(^\s*#\s*include\s*[<"]([^>"]+)[>"])"_s);
    for (const SourceFile &file : m_files) {
        if (!file.isCpp())
            continue;
        const QStringList lines = file.codeLines(true);
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (const auto match = include.match(lines[i]); match.hasMatch())
                visit(file, i, match.captured(1));
        }
    }
}

void TestChecks::includesFollowTheLayers()
{
    // Layers in which a pipeline's text and meaning are unknown: they get a JobPlan.
    static const QStringList knowsNoYaml = {u"docker"_s, u"engine"_s};
    static const QStringList yamlLayers = {u"yaml"_s, u"model"_s, u"edit"_s, u"expand"_s, u"lint"_s, u"assist"_s};
    QStringList problems;
    forEachInclude([&](const SourceFile &file, qsizetype line, const QString &header) {
        const QString folder = file.path.section(u'/', 0, 0);
        const QString layer = file.path.section(u'/', 1, 1);
        const QString headerFolder = header.section(u'/', 0, 0);
        const QString headerLayer = header.section(u'/', 1, 1);
        const bool isYamlParser = headerFolder == "yaml-cpp"_L1 || header == "yaml.h"_L1;

        if (folder == "core"_L1 && headerFolder == "core"_L1 && m_layers.indexOf(headerLayer) > m_layers.indexOf(layer))
            problems += at(file, line, u"core/%1 stands below core/%2 and may not include %3"_s.arg(layer, headerLayer, header));
        if (folder == "core"_L1 && (headerFolder == "ui"_L1 || headerFolder == "app"_L1))
            problems += at(file, line, u"core may not include %1"_s.arg(header));
        if (folder == "ui"_L1 && headerFolder == "app"_L1)
            problems += at(file, line, u"ui may not include %1"_s.arg(header));
        if (folder == "core"_L1 && knowsNoYaml.contains(layer)
            && (isYamlParser || (headerFolder == "core"_L1 && yamlLayers.contains(headerLayer))))
            problems += at(file, line, u"core/%1 knows no YAML and may not include %2"_s.arg(layer, header));
        if (folder == "ui"_L1 && (isYamlParser || header.startsWith("core/docker/json"_L1)))
            problems += at(file, line, u"ui knows no %1"_s.arg(header));
        if ((folder == "core"_L1 || folder == "ui"_L1 || folder == "app"_L1) && headerFolder == "tests"_L1)
            problems += at(file, line, u"the product may not include %1"_s.arg(header));
    });
    verify(problems);
}

void TestChecks::coreUsesNoGui()
{
    static const QRegularExpression gui(
        u"^(QtGui|QtWidgets|QtSvg)/"
        "|^Q(Widget|Painter\\w*|Color|Font\\w*|Icon|Pixmap|Image|Brush|Pen|Palette|GuiApplication|Application|Action|Menu"
        "|Dialog|MessageBox|Graphics\\w+|TextDocument|TextCursor|TextLayout|SyntaxHighlighter|Clipboard|UndoStack)$"_s);
    QStringList problems;
    forEachInclude([&](const SourceFile &file, qsizetype line, const QString &header) {
        if (file.isIn(u"core"_s) && gui.match(header).hasMatch())
            problems += at(file, line, u"core works without Qt Gui and may not include %1"_s.arg(header));
    });
    verify(problems);
}

void TestChecks::nothingBlocks()
{
    struct Rule {
        QRegularExpression pattern;
        QString instead;
    };
    static const std::vector<Rule> rules = {
        {QRegularExpression(u"\\bwaitFor(Finished|Started|ReadyRead|BytesWritten|Connected|Disconnected|Encrypted|Done"
                            "|NewConnection)\\s*\\("_s),
         u"blocks its thread; connect to the signal"_s},
        {QRegularExpression(u"\\bQEventLoop\\b|\\bprocessEvents\\s*\\("_s), u"is a nested event loop"_s},
        {QRegularExpression(u"(\\.|->)exec\\s*\\(\\s*\\)"_s), u"is a nested event loop; use open() or show() with signals"_s},
        {QRegularExpression(u"(?i)menu\\w*(\\.|->)exec\\s*\\(|\\bQMenu::exec\\s*\\("_s), u"is a nested event loop; use popup()"_s},
        {QRegularExpression(u"\\bQ(MessageBox::(question|warning|critical|information|about)"
                            "|(File|Input|Color|Font)Dialog::get\\w+)\\s*\\("_s),
         u"is a nested event loop; make the dialog and open() it"_s},
        {QRegularExpression(u"\\bQThread::[mu]?sleep\\b|\\bthis_thread::sleep|\\busleep\\s*\\(|\\bnanosleep\\s*\\("_s),
         u"sleeps; use a timer"_s},
    };
    QStringList problems;
    for (const SourceFile &file : m_files) {
        // Ends processes and waits for that, in the guard, a process of its own, or on a pool.
        const bool mayWait = file.path == "core/base/process_tree.cpp"_L1;
        if (!file.isCpp() || mayWait || !(file.isIn(u"core"_s) || file.isIn(u"ui"_s)))
            continue;
        const QStringList lines = file.codeLines();
        for (qsizetype i = 0; i < lines.size(); ++i) {
            for (const Rule &rule : rules) {
                if (const auto match = rule.pattern.match(lines[i]); match.hasMatch())
                    problems += at(file, i, u"%1 %2"_s.arg(match.captured().trimmed(), rule.instead));
            }
        }
    }
    verify(problems);
}

void TestChecks::processesStartInOnePlace()
{
    static const QRegularExpression process(u"\\bQProcess\\b|(?<!::|\\w)(::)?\\b(popen|system|execvp?e?|fork|vfork|posix_spawnp?)\\s*\\("_s);
    QStringList problems;
    for (const SourceFile &file : m_files) {
        // The guard, which starts a job's shell, is the one that lets none outlive us.
        const bool mayStart = file.path.startsWith("core/base/process"_L1) || file.isIn(u"app/guard"_s);
        const bool isOurs = file.isIn(u"core"_s) || file.isIn(u"ui"_s) || file.isIn(u"app"_s);
        if (!file.isCpp() || !isOurs || mayStart)
            continue;
        const QStringList lines = file.codeLines();
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (const auto match = process.match(lines[i]); match.hasMatch()) {
                problems += at(file, i, u"%1: processes are started by core/base/process.h alone, so that none outlives us"_s
                                            .arg(match.captured().trimmed()));
            }
        }
    }
    verify(problems);
}

void TestChecks::licenceLinesAreThere()
{
    QStringList problems;
    for (const SourceFile &file : m_files) {
        // What a user gets as his own, and data.
        const bool isGiven = file.isIn(u"resources/sample"_s) || file.isIn(u"resources/starters"_s) || file.isIn(u"tests/data"_s);
        if (!file.hasComments() || isGiven)
            continue;
        const QByteArray head = file.bytes.first(std::min<qsizetype>(file.bytes.size(), 500));
        if (!head.contains("SPDX-FileCopyrightText: ") || !head.contains("SPDX-License-Identifier: MIT"))
            problems += at(file, 0, u"the two SPDX lines are missing on top"_s);
    }
    verify(problems);
}

void TestChecks::openWorkHasAnIssue()
{
    static const QRegularExpression mark(u"\\b(TO" "DO|FIX" "ME|XX" "X)\\b(?!\\s*\\(#\\d+\\))"_s);
    QStringList problems;
    for (const SourceFile &file : m_files) {
        if (!file.hasComments())
            continue;
        const QStringList lines = file.lines();
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (mark.match(lines[i]).hasMatch())
                problems += at(file, i, u"names no issue, as in (#12)"_s);
        }
    }
    verify(problems);
}

void TestChecks::nothingOfThisMachine()
{
    // Folders of one build machine, and hosts that a package mirror may not be spelled out as.
    static const QRegularExpression machine(u"(^|[\\s\"'=(:])/wo" "rk/|\\bdeb\\.deb" "ian\\.org\\b|\\bregistry\\.npm" "js\\.org\\b"_s);
    QStringList problems;
    for (const SourceFile &file : m_files) {
        if (file.bytes.contains('\0'))
            continue;
        const QStringList lines = file.lines();
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (const auto match = machine.match(lines[i]); match.hasMatch())
                problems += at(file, i, u"%1 is true on one machine only"_s.arg(match.captured().trimmed()));
        }
    }
    verify(problems);
}

void TestChecks::filesAreSmall()
{
    QStringList problems;
    for (const SourceFile &file : m_files) {
        if (file.bytes.size() > maximumFileSize)
            problems += at(file, 0, u"%1 kB, %2 kB at most"_s.arg(file.bytes.size() / 1024).arg(maximumFileSize / 1024));
        if (file.isCpp() && file.bytes.count('\n') > maximumLines)
            problems += at(file, maximumLines, u"%1 lines, %2 at most"_s.arg(file.bytes.count('\n')).arg(maximumLines));
    }
    verify(problems);
}

/// What the other checks look at is code, and all of it.
void TestChecks::theChecksSee()
{
    const SourceFile file{u"core/base/example.cpp"_s,
                          "int a = 1'000; // QEventLoop\n"
                          "const char *b = \"\\\"QEventLoop\";\n"
                          "/* QEventLoop\n QEventLoop */ QEventLoop c;\n"
                          "auto d = R\"x(\"QEventLoop)x\"; QEventLoop e; char f = '\"'; QEventLoop g;\n"};
    const QStringList lines = file.codeLines();
    QCOMPARE(lines.size(), 6);
    QCOMPARE(lines[0].trimmed(), u"int a = 1'000;"_s);
    QVERIFY(!lines[1].contains("QEventLoop"_L1));
    QVERIFY(lines[1].endsWith("\";"_L1));
    QVERIFY(!lines[2].contains("QEventLoop"_L1));
    QCOMPARE(lines[3].trimmed(), u"QEventLoop c;"_s);
    QCOMPARE(lines[4].count("QEventLoop"_L1), 2);
    QVERIFY(file.codeLines(true)[1].contains("QEventLoop"_L1));
}

QTEST_GUILESS_MAIN(TestChecks)
#include "tst_checks.moc"

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// yaml-cpp in a child process: it may loop or eat memory on some bytes, so it never reads a pipeline in our own process.
// The test program starts itself again; main() hands over to childMain() when it is asked to. Many texts go into one
// child. One that makes it die or exceed its time is answered with nothing, and the next child goes on behind it.
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <cstdio>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace stagecraft::yaml::test {

inline constexpr auto ChildArgument = "--read-with-yaml-cpp";

/// One line a node: what both parsers are compared by. Styles and places do not count.
class NodeLines
{
public:
    void null(unsigned long anchor) { line("null", {}, anchor, {}); }
    void alias(unsigned long anchor) { m_text += "*" + std::to_string(anchor) + "\n"; }
    void scalar(std::string_view tag, unsigned long anchor, std::string_view value) { line("scalar", tag, anchor, value); }
    void open(char bracket, std::string_view tag, unsigned long anchor) { line({&bracket, 1}, tag, anchor, {}); }
    void close() { m_text += "end\n"; }
    const std::string &text() const { return m_text; }

private:
    void line(std::string_view kind, std::string_view tag, unsigned long anchor, std::string_view value)
    {
        m_text += kind;
        // "?" and "!" are the tags that a node has when none is written.
        if (!tag.empty() && tag != "?" && tag != "!")
            m_text.append(" <").append(tag).append(">");
        if (anchor != 0)
            m_text += " &" + std::to_string(anchor);
        m_text += ' ';
        for (const char c : value) {
            if (c == '\n')
                m_text += "\\n";
            else if (c == '\\')
                m_text += "\\\\";
            else
                m_text += c;
        }
        m_text += '\n';
    }

    std::string m_text;
};

class YamlCppEvents : public YAML::EventHandler
{
public:
    void OnDocumentStart(const YAML::Mark &) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &, YAML::anchor_t anchor) override { m_lines.null(anchor); }
    void OnAlias(const YAML::Mark &, YAML::anchor_t anchor) override { m_lines.alias(anchor); }
    void OnScalar(const YAML::Mark &, const std::string &tag, YAML::anchor_t anchor, const std::string &value) override
    {
        m_lines.scalar(tag, anchor, value);
    }
    void OnSequenceStart(const YAML::Mark &, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        m_lines.open('[', tag, anchor);
    }
    void OnSequenceEnd() override { m_lines.close(); }
    void OnMapStart(const YAML::Mark &, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        m_lines.open('{', tag, anchor);
    }
    void OnMapEnd() override { m_lines.close(); }
    const NodeLines &lines() const { return m_lines; }

private:
    NodeLines m_lines;
};

/// Reads "size⏎text" after "size⏎text" and answers each with "size⏎lines", or with "-1⏎" where yaml-cpp refuses.
inline int childMain()
{
#ifndef __SANITIZE_ADDRESS__ // its shadow memory takes terabytes of addresses
    const rlimit memory = {rlim_t(512) << 20, rlim_t(512) << 20};
    ::setrlimit(RLIMIT_AS, &memory);
#endif
    const rlimit processor = {20, 20};
    ::setrlimit(RLIMIT_CPU, &processor);
    std::size_t size = 0;
    while (std::cin >> size) {
        std::cin.get();
        std::string text(size, '\0');
        std::cin.read(text.data(), static_cast<std::streamsize>(size));
        ::alarm(2); // ends this process when one text takes longer
        try {
            std::istringstream stream(text);
            YAML::Parser parser(stream);
            YamlCppEvents events;
            parser.HandleNextDocument(events);
            std::cout << events.lines().text().size() << '\n' << events.lines().text() << std::flush;
        } catch (const YAML::Exception &) {
            std::cout << "-1\n" << std::flush;
        }
    }
    return 0;
}

struct ChildAnswer {
    enum class Kind { Read, Refused, Died };
    Kind kind = Kind::Died;
    QByteArray lines;
};

/// One answer for each text.
inline std::vector<ChildAnswer> readWithYamlCpp(const std::vector<QByteArray> &texts)
{
    std::vector<ChildAnswer> answers;
    while (answers.size() < texts.size()) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(ChildArgument)});
        for (std::size_t i = answers.size(); i < texts.size(); ++i)
            child.write(QByteArray::number(texts[i].size()) + '\n' + texts[i]);
        child.closeWriteChannel();
        child.waitForFinished(60000);
        child.kill();
        const QByteArray output = child.readAllStandardOutput();
        const std::size_t before = answers.size();
        qsizetype at = 0;
        while (answers.size() < texts.size()) {
            const qsizetype end = output.indexOf('\n', at);
            if (end < 0)
                break;
            const qsizetype size = output.sliced(at, end - at).toLongLong();
            if (size > output.size() - end - 1)
                break;
            answers.push_back(size < 0 ? ChildAnswer{ChildAnswer::Kind::Refused, {}}
                                       : ChildAnswer{ChildAnswer::Kind::Read, output.sliced(end + 1, size)});
            at = end + 1 + std::max<qsizetype>(size, 0);
        }
        const bool died = child.exitStatus() != QProcess::NormalExit || child.exitCode() != 0 || answers.size() == before;
        if (died && answers.size() < texts.size())
            answers.push_back({});
    }
    return answers;
}

} // namespace stagecraft::yaml::test

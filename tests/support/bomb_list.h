// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Files that are made to hurt whoever reads them: too deep, too long, or a few lines that multiply.
#pragma once

#include <QByteArray>

#include <functional>
#include <vector>

namespace stagecraft::tests {

struct Bomb {
    const char *name;
    std::function<QByteArray()> text; ///< made where it is read: only one is there at a time
    bool valid = false;               ///< GitLab takes it: it is only large
};

inline QByteArray times(int count, const std::function<QByteArray(QByteArray number)> &line)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += line(QByteArray::number(i));
    return text;
}

inline QByteArray repeated(const char *text, int count)
{
    return QByteArray(text).repeated(count);
}

inline std::vector<Bomb> allBombs()
{
    static constexpr int million = 1'000'000;
    std::vector<Bomb> bombs;
    const auto add = [&](const char *name, const std::function<QByteArray()> &text) { bombs.push_back({name, text}); };
    const auto addValid = [&](const char *name, const std::function<QByteArray()> &text) {
        bombs.push_back({name, text, true});
    };

    // syntax
    add("brackets", [] { return QByteArray(repeated("[", million)); });
    add("braces", [] { return QByteArray(repeated("{", million)); });
    add("braces with keys", [] { return QByteArray(repeated("{a: ", 500'000)); });
    add("dashes", [] { return QByteArray(repeated("- ", million)); });
    add("explicit keys", [] { return QByteArray(repeated("? ", million)); });
    add("colons", [] { return QByteArray(repeated(": ", million)); });
    add("brackets on lines", [] { return QByteArray(repeated("a: [\n", 400'000)); });
    add("nested flow on lines", [] { return QByteArray(repeated("a: {b: [c,\n", 180'000)); });
    add("unclosed quotes", [] { return QByteArray(repeated("a: '\nb: \"\n", 200'000)); });
    add("unclosed quotes beyond the limit", [] { return QByteArray(repeated("a: '\nb: \"\n", 250'000)); });
    add("one long word", [] { return QByteArray("a: " + QByteArray(2 * million, 'x')); });
    add("one long key", [] { return QByteArray(QByteArray(2 * million, 'k') + ": v\n"); });
    add("a long scalar", [] { return QByteArray(QByteArray(30 * million, 'a')); });
    addValid("a long block scalar", [] { return QByteArray("a:\n  script: |\n" + repeated("    x\n", 340'000)); });
    add("keys", [] { return QByteArray(repeated("key: v\n", million)); });
    add("keys within the limit", [] { return QByteArray(repeated("k: v\n", 400'000)); });
    add("different keys",
        [] { return QByteArray(times(100'000, [](const QByteArray &n) { return "key" + n + ": v\n"; })); });
    add("items", [] { return QByteArray(repeated("- a\n", million)); });
    add("items within the limit", [] { return QByteArray(repeated("- a\n", 500'000)); });
    add("commas", [] { return QByteArray("[" + QByteArray(million, ',')); });
    add("blank lines", [] { return QByteArray(QByteArray(2 * million, '\n') + "a"); });
    add("comments", [] { return QByteArray(repeated("#\n", million)); });
    add("anchors", [] { return QByteArray(repeated("&a ", 600'000)); });
    add("tags", [] { return QByteArray(repeated("!t ", 600'000)); });
    add("cyclic alias", [] { return QByteArray("&x\n- *x\n"); });
    add("cyclic merge", [] { return QByteArray("a: &a\n  <<: *a\n  script: x\n"); });
    add("aliases of aliases", [] {
        return QByteArray("a0: &a0 x\n" + times(60, [](const QByteArray &n) {
                              const QByteArray next = QByteArray::number(n.toInt() + 1);
                              return "a" + next + ": &a" + next + " [" + QByteArray("*a" + n + ", ").repeated(9)
                                     + "]\n";
                          }));
    });
    add("aliases of maps", [] {
        return QByteArray("a0: &a0 {k: v}\n" + times(60, [](const QByteArray &n) {
                              const QByteArray next = QByteArray::number(n.toInt() + 1);
                              return "a" + next + ": &a" + next + " {x: *a" + n + ", y: *a" + n + ", z: *a" + n + "}\n";
                          }));
    });
    add("NUL", [] { return QByteArray(QByteArray(million, '\0')); });
    add("UTF-16", [] { return QByteArray(QByteArray("\xFF\xFEj\0o\0", 6).repeated(1000)); });
    add("invalid UTF-8", [] { return QByteArray(repeated("a: \xC3\x28\n", 200'000)); });
    add("byte order marks", [] { return QByteArray(repeated("\xEF\xBB\xBF", 300'000)); });
    add("document markers", [] { return QByteArray(repeated("---\n", 500'000)); });
    add("directives", [] { return QByteArray(repeated("%\n", 700'000)); });
    add("interpolation", [] { return QByteArray("a: [" + repeated("$[[ ", 500'000)); });
    add("deep blocks", [] {
        QByteArray text;
        for (int i = 0; i < 2000; ++i)
            text += QByteArray(i, ' ') + "a:\n";
        return text;
    });
    add("carriage returns", [] { return QByteArray(repeated("a: b\r", 400'000)); });

    // what a few lines can multiply into
    add("extends cycle", [] { return QByteArray("a: {extends: b, script: x}\nb: {extends: a, script: x}\n"); });
    add("extends in a long row", [] {
        return QByteArray(times(5000,
                                [](const QByteArray &n) {
                                    return "j" + n + ":\n  script: x\n  extends: j" + QByteArray::number(n.toInt() + 1)
                                           + "\n";
                                })
                          + "j5000: {script: x}\n");
    });
    add("reference cycle",
        [] { return QByteArray("a:\n  script: !reference [b, script]\nb:\n  script: !reference [a, script]\n"); });
    add("references in a long row", [] {
        return QByteArray(times(30000,
                                [](const QByteArray &n) {
                                    return ".j" + n + ":\n  script:\n    - !reference [.j"
                                           + QByteArray::number(n.toInt() + 1) + ", script]\n";
                                })
                          + "j: {script: [!reference [.j0, script]]}\n");
    });
    add("references that multiply", [] {
        return QByteArray(".r0: {script: [x, x, x]}\n"
                          + times(40,
                                  [](const QByteArray &n) {
                                      const QByteArray before = "!reference [.r" + n + ", script]";
                                      return ".r" + QByteArray::number(n.toInt() + 1) + ": {script: [" + before + ", "
                                             + before + ", " + before + "]}\n";
                                  })
                          + "j: {script: !reference [.r40, script]}\n");
    });
    add("include of itself", [] { return QByteArray("include: .gitlab-ci.yml\nj: {script: x}\n"); });
    add("many includes", [] {
        return QByteArray("include:\n" + times(200, [](const QByteArray &n) { return "  - local: i" + n + ".yml\n"; })
                          + "j: {script: x}\n");
    });
    add("matrix of 201", [] {
        return QByteArray("j:\n  script: x\n  parallel:\n    matrix:\n      - A: [" + repeated("a,", 201) + "]\n");
    });
    add("matrix that multiplies", [] {
        return QByteArray(
            "j:\n  script: x\n  parallel:\n    matrix:\n      - "
            + times(12, [](const QByteArray &n) { return "K" + n + ": [a,b,c,d,e,f,g,h,i,j]\n        "; }).trimmed()
            + "\n");
    });
    add("parallel without end", [] { return QByteArray("j: {script: x, parallel: 1000000000}\n"); });
    add("parallel in many jobs", [] {
        return QByteArray(times(3000, [](const QByteArray &n) { return "j" + n + ": {script: x, parallel: 200}\n"; }));
    });
    add("needs without end", [] {
        return QByteArray("a: {script: x}\nj:\n  script: x\n  needs: ["
                          + times(30'000, [](const QByteArray &n) { return "a" + n + ","; }) + "]\n");
    });
    add("the same need",
        [] { return QByteArray("a: {script: x}\nj:\n  script: x\n  needs: [" + repeated("a,", 30'000) + "]\n"); });
    add("stages without end", [] {
        return QByteArray("stages: [" + times(100'000, [](const QByteArray &n) { return "s" + n + ","; })
                          + "]\nj: {script: x}\n");
    });
    add("tags without end", [] { return QByteArray("j:\n  script: x\n  tags: [" + repeated("t,", 50'000) + "]\n"); });
    add("unknown keywords", [] {
        return QByteArray("j:\n  script: x\n" + times(30'000, [](const QByteArray &n) { return "  k" + n + ": 1\n"; }));
    });
    add("brackets in an expression",
        [] { return QByteArray("j:\n  script: x\n  rules:\n    - if: '" + QByteArray(million, '(') + "'\n"); });
    add("a large pattern",
        [] { return QByteArray("j:\n  script: x\n  rules:\n    - if: $A =~ /((a{100}){100}){100}/\n"); });
    addValid("variables in a job", [] {
        return QByteArray("j:\n  script: x\n  variables:\n"
                          + times(15'000, [](const QByteArray &n) { return "    V" + n + ": a\n"; }));
    });
    addValid("variables that refer to each other", [] {
        return QByteArray("j:\n  script: x\n  variables:\n" + times(3000, [](const QByteArray &n) {
                              return "    V" + n + ": $V" + QByteArray::number(n.toInt() + 1) + "\n";
                          }));
    });
    add("variables for many jobs", [] {
        return QByteArray("variables:\n" + times(2000, [](const QByteArray &n) { return "  V" + n + ": a\n"; })
                          + times(1500, [](const QByteArray &n) { return "j" + n + ": {script: x}\n"; }));
    });
    return bombs;
}

} // namespace stagecraft::tests

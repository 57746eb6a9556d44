// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Any bytes as a pipeline, from its text to what a run needs, as core/project does it. Promised: the same answer each
// time; every place that is named lies in the text it belongs to; every fix fits and can be undone; the jobs, the graph
// and the plan are about each other; the merged view reads back as what it shows. All without files and connections.
#include "core/expand/expand.h"
#include "core/expand/to_json.h"
#include "core/expand/to_yaml.h"
#include "core/graph/pipeline_graph.h"
#include "core/lint/advice.h"
#include "core/lint/fixes.h"
#include "core/model/source_pipeline.h"
#include "core/model/value_builder.h"
#include "core/plan/make_plan.h"
#include "core/runner/runner_settings.h"
#include "tests/fuzz/repository.h"
#include "tests/fuzz/require.h"

#include <QJsonDocument>

#include <algorithm>
#include <iterator>

using namespace stagecraft;
using fuzz::require;

namespace {

constexpr std::uint64_t LargestMergedText = 65536;

/// A branch, a tag, a merge request, and a run with values given by hand.
expand::Context contextFor(std::uint8_t choice)
{
    expand::Context context;
    context.sha = std::string(39, '0') + "1";
    context.variables = {{"TOKEN", "secret $CI_COMMIT_REF_NAME"}, {"FILE", "content", true, true, true}};
    switch (choice % 4) {
    case 1:
        context.tag = true;
        context.ref = "v1.0";
        break;
    case 2:
        context.mergeRequest = true;
        context.ref = "feature";
        context.source = "merge_request_event";
        context.changes = {{"src/a.cpp", "README.md"}};
        break;
    case 3:
        context.source = "web";
        context.pipelineVariables = {{"A", "$B"}, {"B", "$A"}};
        context.inputs = {{"a", "1"}, {"environment", "production"}};
        break;
    default: break;
    }
    return context;
}

struct Answer {
    expand::EffectivePipeline effective;
    expand::PipelineSelection selection;
    text::Diagnostics diagnostics;
};

Answer answerTo(const yaml::SyntaxTree &tree, const expand::Context &context, const fuzz::Repository &repository)
{
    const expand::FileReader files = repository.reader();
    Answer answer;
    answer.effective = expand::expand(tree, fuzz::Repository::mainFile(), context, files);
    answer.selection = expand::select(answer.effective, context, files);
    answer.diagnostics = answer.effective.diagnostics;
    std::ranges::move(lint::advise(tree, answer.effective, fuzz::Repository::mainFile()),
                      std::back_inserter(answer.diagnostics));
    lint::offerFixes(answer.diagnostics, tree, answer.effective, fuzz::Repository::mainFile(), files.files);
    return answer;
}

QByteArray jsonOf(const Answer &answer)
{
    QJsonObject json = expand::toJson(answer.effective);
    json.insert(u"pipeline", expand::toJson(answer.selection, answer.effective));
    return QJsonDocument(json).toJson();
}

bool isSame(const text::Diagnostics &left, const text::Diagnostics &right)
{
    return std::ranges::equal(left, right, [](const text::Diagnostic &a, const text::Diagnostic &b) {
        return a.id == b.id && a.severity == b.severity && a.message == b.message && a.file == b.file
               && a.range == b.range
               && std::ranges::equal(a.fixes, b.fixes, [](const text::Fix &x, const text::Fix &y) {
                      return x.title == y.title && x.patch == y.patch && x.file == y.file;
                  });
    });
}

void requireInside(text::TextRange range, const QByteArray &text, const char *promise)
{
    require(0 <= range.begin && range.begin <= range.end && range.end <= text.size(), promise);
}

void requireFix(const text::Fix &fix, const text::Diagnostic &diagnostic, const fuzz::Repository &repository)
{
    const QByteArray &before = repository.text(fix.file.isEmpty() ? diagnostic.file : fix.file);
    require(!fix.title.isEmpty() && !fix.patch.isEmpty(), "a fix has a title and does something");
    require(fix.patch.isValidFor(before.size()), "a fix fits its text");
    const QByteArray after = fix.patch.appliedTo(before);
    require(fix.patch.inverse(before).appliedTo(after) == before, "a fix can be undone");
}

void requireDiagnostic(const text::Diagnostic &diagnostic, const fuzz::Repository &repository)
{
    require(!diagnostic.id.isEmpty() && !diagnostic.message.isEmpty(), "a diagnostic says something");
    if (diagnostic.file.isEmpty()) {
        require(diagnostic.range == text::TextRange{}, "a place is in a file");
    } else {
        require(repository.has(diagnostic.file), "a diagnostic is about a file that there is");
        const text::TextBuffer buffer(repository.text(diagnostic.file));
        requireInside(diagnostic.range, buffer.bytes(), "a diagnostic is about a place in its text");
        require(diagnostic.position == buffer.positionAt(diagnostic.range.begin), "the position is that of the range");
    }
    for (const text::Fix &fix : diagnostic.fixes)
        requireFix(fix, diagnostic, repository);
}

void requireJobs(const Answer &answer, const fuzz::Repository &repository)
{
    for (const expand::EffectiveJob &job : answer.effective.jobs) {
        require(repository.has(job.file), "a job is written in a file that there is");
        requireInside(job.nameRange, repository.text(job.file), "the name of a job is in its text");
        for (const auto &[keyword, provenance] : job.provenance) {
            if (!provenance.file.isEmpty())
                requireInside(provenance.range, repository.text(provenance.file), "a value is written in its text");
        }
    }
    for (const expand::SelectedJob &job : answer.selection.jobs)
        require(job.job < answer.effective.jobs.size(), "a chosen job is a job");
}

void requireGraph(const graph::PipelineGraph &graph)
{
    for (const graph::Edge &edge : graph.edges)
        require(edge.from < graph.cards.size() && edge.to < graph.cards.size(), "an edge joins two cards");
    for (const graph::Column &column : graph.columns) {
        for (const std::size_t card : column.cards)
            require(card < graph.cards.size(), "a column holds cards");
    }
}

/// Only their text is kept of keys that are lists, maps or references, which GitLab refuses.
bool hasOddKeys(const model::Value &value)
{
    using enum model::ValueKind;
    return std::ranges::any_of(value.items(), hasOddKeys)
           || std::ranges::any_of(value.members(), [](const model::Value::Member &member) {
                  return member.keyKind == List || member.keyKind == Map || member.keyKind == Reference
                         || hasOddKeys(member.value);
              });
}

void requireMergedView(const model::Value &merged)
{
    if (merged.textSize() > LargestMergedText || merged.nodeCount() > LargestMergedText || hasOddKeys(merged))
        return;
    const expand::MergedText text = expand::toMergedText(merged);
    const text::TextBuffer buffer(text.text);
    if (!buffer.isValidUtf8()) // cannot be YAML
        return;
    require(text.lines.size() == static_cast<std::size_t>(text.text.count('\n')),
            "each line of the merged view is known");
    const yaml::SyntaxTree tree = yaml::parse(buffer);
    require(tree.isTrusted(), "the merged view is YAML");
    const yaml::NodeId root = tree.documents().empty() ? yaml::NodeId::None : tree.documents().front();
    // As Ruby shows it, because .nan equals nothing.
    require(model::buildValue(tree, root).value.inspect() == merged.inspect(), "the merged view reads back");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    // The last byte chooses, and it is a line feed in a usual file, so a YAML file is a useful input as it is.
    const expand::Context context = contextFor(static_cast<std::uint8_t>(data[size - 1] - '\n'));
    const fuzz::Repository repository(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    const yaml::SyntaxTree tree = yaml::parse(text::TextBuffer(repository.mainText()), fuzz::Repository::mainFile());
    model::projectSource(tree);

    const Answer answer = answerTo(tree, context, repository);
    const Answer again = answerTo(tree, context, repository);
    require(jsonOf(answer) == jsonOf(again) && isSame(answer.diagnostics, again.diagnostics),
            "the same text has the same answer");
    for (const text::Diagnostic &diagnostic : answer.diagnostics)
        requireDiagnostic(diagnostic, repository);
    requireJobs(answer, repository);
    requireGraph(graph::layout(answer.effective));
    requireMergedView(answer.effective.merged);
    plan::makePlan(answer.effective, answer.selection, context, runner::RunnerSettings());
    return 0;
}

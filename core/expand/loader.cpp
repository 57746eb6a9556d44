// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "core/expand/loader.h"

#include "core/expand/entries.h"
#include "core/expand/foreign_files.h"
#include "core/expand/globs.h"
#include "core/expand/header.h"
#include "core/expand/include_keys.h"
#include "core/expand/merging.h"
#include "core/expand/missing_content.h"
#include "core/expand/rule_evaluation.h"
#include "core/expand/project_variables.h"
#include "core/expand/text_expansion.h"
#include "core/expand/to_json.h"
#include "core/model/value_builder.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace stagecraft::expand {

namespace {

constexpr std::size_t MaximalIncludes = 150;
constexpr qsizetype MaximalBytes = 2 * 1024 * 1024;
constexpr int MaximalDepth = 100;
constexpr std::uint64_t MaximalNodes = 1'000'000; // aliases counted as often as they are used
constexpr std::size_t MaximalDuplicates = 100;    // that are told of: nobody reads more
constexpr std::string_view TooBig = "The parsed YAML is too big";

std::string withoutLeadingSlashes(std::string_view path)
{
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    return std::string(path);
}

bool hasYamlExtension(std::string_view location)
{
    const std::string lower = lowerCase(location);
    return (lower.ends_with(".yml") && lower.size() > 4) || (lower.ends_with(".yaml") && lower.size() > 5);
}

/// What GitLab takes for the address of a remote file, by its scheme alone. What it cannot fetch it says later.
bool isUrl(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f\v"), text.size()));
    return std::ranges::any_of(std::array<std::string_view, 4>{"http:", "https:", "ssh:", "git:"},
                               [text](std::string_view scheme) { return text.starts_with(scheme); });
}

bool isWebAddress(const std::string &text)
{
    const QUrl url(QString::fromStdString(text), QUrl::StrictMode);
    return isUrl(text) && url.isValid() && !url.host().isEmpty();
}

} // namespace

Loader::Loader(const Context &context, const FileReader &files, SourceFiles &sources, Report &report)
    : m_context(context),
      m_files(files),
      m_sources(sources),
      m_report(report),
      m_variables(predefinedVariables(context))
{
    const std::vector<Variable> ofProject = variablesOfProject(context);
    m_variables.insert(m_variables.end(), ofProject.begin(), ofProject.end());
    m_variables.insert(m_variables.end(), context.pipelineVariables.begin(), context.pipelineVariables.end());
}

bool Loader::fail(std::string id, std::string message, Origin origin)
{
    m_report.errors.push_back({std::move(id), std::move(message), origin});
    return false;
}

std::optional<Value> Loader::load(const yaml::SyntaxTree &tree, const QString &file)
{
    const std::uint32_t index = m_sources.add({.path = file, .buffer = tree.buffer()});
    const QByteArray &bytes = tree.buffer().bytes();
    if (model::isBlankText({bytes.constData(), static_cast<std::size_t>(bytes.size())})) {
        fail("empty-file", "Please provide content of .gitlab-ci.yml", {});
        return {};
    }
    Value::Map inputs;
    for (const auto &[name, value] : m_context.inputs)
        inputs.push_back({name, {}, Value::string(value)});
    const Value given = m_context.typedInputs.isMap() ? m_context.typedInputs : Value::map(std::move(inputs));
    std::optional<Value> config = loadTree(tree, index, given, !given.members().empty(), {});
    if (!config)
        return {};
    return addIncludes(*config, {}, 0);
}

std::optional<Value> Loader::loadTree(const yaml::SyntaxTree &tree, std::uint32_t file, const Value &inputs, bool given,
                                      const Content &content)
{
    for (const text::Diagnostic &diagnostic : tree.diagnostics()) {
        if (diagnostic.severity == text::Severity::Error && diagnostic.id != QLatin1String("yaml-disagreement")) {
            fail(diagnostic.id.toStdString(), diagnostic.message.toStdString(), {file, diagnostic.range});
            break;
        }
    }
    std::vector<Value> documents;
    for (const yaml::NodeId root : tree.documents()) {
        model::BuiltValue built = model::buildValue(tree, root, file);
        if (built.error && m_report.errors.empty())
            fail("yaml-value", built.error->message, built.error->origin);
        for (model::AliasUse &alias : built.aliases)
            m_links.add({alias.site, alias.target, Via::Anchor, std::move(alias.name)});
        for (std::size_t i = 0; i < std::min(built.duplicates.size(), MaximalDuplicates); ++i) {
            const model::DuplicateKey &duplicate = built.duplicates[i];
            m_report.notes.push_back({"duplicate-key",
                                      "The key `" + duplicate.key + "` is written twice; only this one counts.",
                                      duplicate.origin});
        }
        if (built.value.depth() > MaximalDepth || built.value.nodeCount() > MaximalNodes
            || built.value.textSize() > static_cast<std::uint64_t>(MaximalBytes)) {
            if (m_report.errors.empty())
                fail("yaml-too-big", std::string(TooBig), built.value.origin());
            built.value = {};
        }
        if (!built.value.isNull())
            documents.push_back(std::move(built.value));
    }
    const bool hasHeader = documents.size() > 1 && documents.front().isMap() && documents.front().find("spec");
    Value body = documents.empty() ? Value::map({}) : hasHeader ? documents.back() : documents.front();
    if (file == 0)
        m_bestEffort = body;
    if (!m_report.errors.empty())
        return {};
    for (const Value &document : documents) {
        if (!document.isMap()) {
            fail("not-a-map", "Invalid configuration format", document.origin());
            return {};
        }
    }
    if (!hasHeader) {
        if (given) {
            fail("inputs-without-spec",
                 inputs.isMap() ? "Given inputs not defined in the `spec` section of the included configuration file"
                                : "Given inputs must be a hash",
                 inputs.origin());
            return {};
        }
        return body;
    }
    if (!checkHeader(documents.front(), m_report))
        return {};
    const Value *spec = documents.front().find("spec");
    if (const Value *name = content.component.find("name"); name && spec->find("include")) {
        fail("header-include",
             "Component `" + name->toString()
                 + "` cannot use `spec:include`. This keyword is not supported in components",
             spec->find("include")->origin());
        return {};
    }
    bool missing = false;
    const std::optional<Value> header = withIncludedInputs(documents.front(), content.scope, missing);
    if (!header)
        return {};
    std::optional<Value> interpolated = interpolateBody(*header, body, inputs, content.component, m_variables,
                                                        m_report);
    if (!interpolated && missing) { // the input may be declared where nobody has looked yet
        m_report.notes.push_back(unresolved(m_report.errors.back()));
        m_report.errors.pop_back();
        return body;
    }
    if (interpolated && file == 0)
        m_bestEffort = *interpolated;
    return interpolated;
}

/// The header with the inputs that the files of its spec:include declare.
std::optional<Value> Loader::withIncludedInputs(const Value &header, const Scope &scope, bool &missing)
{
    const Value *spec = header.find("spec");
    const Value *entries = spec ? spec->find("include") : nullptr;
    if (!entries || entries->isBlank())
        return header;
    const std::optional<std::vector<Include>> includes = includesOf(*entries, scope);
    if (!includes)
        return {};
    Value::Map inputs;
    for (const Include &include : *includes) {
        if (!addInputsOf(include, scope, inputs, missing))
            return {};
    }
    const Value *own = spec->find("inputs");
    if (own)
        inputs.insert(inputs.end(), own->members().begin(), own->members().end());
    std::string twice;
    for (auto member = inputs.begin(); member != inputs.end(); ++member) {
        if (std::ranges::contains(inputs.begin(), member, member->key, &Value::Member::key))
            twice += (twice.empty() ? "" : ", ") + member->key;
    }
    if (!twice.empty()) {
        fail("header-include",
             "Duplicate input keys found: " + twice
                 + ". Input keys must be unique across all included files and inline specifications.",
             entries->origin());
        return {};
    }
    const Value all = Value::map(std::move(inputs), own ? own->origin() : entries->origin());
    return deepMerge(header, Value::map({{"spec", {}, Value::map({{"inputs", {}, all}})}}));
}

/// A file that holds nothing but inputs.
bool Loader::addInputsOf(const Include &include, const Scope &scope, Value::Map &inputs, bool &missing)
{
    const std::string location = locationOf(include);
    bool isMissing = false;
    const std::optional<Content> content = contentOf(include, scope, isMissing);
    missing |= isMissing;
    if (!content)
        return isMissing;
    const text::TextBuffer buffer(content->bytes);
    const yaml::SyntaxTree tree = yaml::parse(buffer, content->path);
    const std::uint32_t file = addSource(include, *content, buffer);
    for (const text::Diagnostic &diagnostic : tree.diagnostics()) {
        if (diagnostic.severity == text::Severity::Error)
            return fail("header-include", "`" + location + "`: " + diagnostic.message.toStdString(),
                        {file, diagnostic.range});
    }
    const model::BuiltValue built = model::buildValue(tree,
                                                      tree.documents().empty() ? yaml::NodeId::None
                                                                               : tree.documents().front(),
                                                      file);
    if (built.error)
        return fail("header-include", "`" + location + "`: " + built.error->message, built.error->origin);
    if (!built.value.isMap())
        return fail("header-include", "`" + location + "`: Invalid configuration format", built.value.origin());
    Value::List unknown;
    for (const Value::Member &member : built.value.members()) {
        if (member.key != "inputs")
            unknown.push_back(Value::symbol(member.key, member.keyOrigin));
    }
    if (!unknown.empty()) {
        const Origin place = unknown.front().origin();
        return fail("header-include",
                    "Header include file `" + location
                        + "` contains unknown keys: " + Value::list(std::move(unknown)).inspect(),
                    place);
    }
    if (const Value *declared = built.value.find("inputs"))
        inputs.insert(inputs.end(), declared->members().begin(), declared->members().end());
    return true;
}

std::optional<Value> Loader::addIncludes(const Value &config, const Scope &scope, int depth)
{
    const Value *entries = config.find("include");
    if (!entries)
        return config;
    const std::optional<std::vector<Include>> includes = includesOf(*entries, scope);
    if (!includes) {
        m_isNestedError = true;
        return {};
    }
    if (includes->empty())
        return config;
    // First all of this level are noted, then their contents read: GitLab's order, which wildcards can tell.
    const std::size_t first = m_includes.size();
    std::vector<std::optional<Problem>> refused;
    for (const Include &include : *includes) {
        if (m_includes.size() >= MaximalIncludes || depth > static_cast<int>(MaximalIncludes)) {
            fail("include-limit", "Maximum of 150 nested includes are allowed!", include.origin);
            m_isNestedError = true;
            return {};
        }
        refused.push_back(note(include, scope));
    }
    // GitLab tells of a bad file once all of its level are loaded; what files of theirs do wrong ends everything at once.
    std::optional<Problem> problem;
    Value merged = Value::map({});
    for (std::size_t i = 0; i < includes->size(); ++i) {
        const std::optional<Value> content = refused[i] ? std::nullopt : fetch((*includes)[i], scope, depth, first + i);
        if (content) {
            merged = deepMerge(merged, *content);
        } else if (refused[i]) {
            problem = problem ? problem : refused[i];
        } else if (m_isNestedError) {
            return {};
        } else {
            problem = problem ? problem : std::optional(m_report.errors.back());
            m_report.errors.pop_back();
        }
    }
    if (problem) {
        m_report.errors.push_back(*problem);
        m_isNestedError = depth > 0;
        return {};
    }
    merged = deepMerge(merged, config);
    Value::Map members = merged.members();
    std::erase_if(members, [](const Value::Member &member) { return member.key == "include" && member.hasTextKey(); });
    return Value::map(std::move(members), config.origin());
}

std::string Loader::expanded(const std::string &text) const
{
    return expandText(text, m_variables, UnknownNames::BecomeEmpty);
}

std::optional<std::vector<Loader::Include>> Loader::includesOf(const Value &config, const Scope &scope)
{
    Value::List items = itemsOf(config);
    std::erase_if(items, [](const Value &item) { return item.isNull(); });
    for (const Value &item : items) {
        if (!item.isString() && !item.isMap()) {
            fail("include-type", "Each include must be a hash or a string", item.origin());
            return {};
        }
    }
    Value::List kept;
    for (const Value &item : items) {
        bool keep = true;
        if (!keepByRules(item, scope, keep))
            return {};
        if (keep)
            kept.push_back(item);
    }
    std::vector<Include> normal;
    for (const Value &item : kept) {
        if (!normalise(item, normal))
            return {};
    }
    std::vector<Include> result;
    if (scope.kind != Scope::Kind::Own)
        return normal;
    for (const Include &include : normal)
        expandWildcards(include, result);
    return result;
}

bool Loader::normalise(const Value &item, std::vector<Include> &result)
{
    if (item.isString()) {
        const std::string text = expanded(item.toString());
        const std::string kind = isUrl(text) ? "remote" : "local";
        if (text.empty() || model::isBlankText(text)) {
            return fail("include-unknown",
                        "`{\"local\":" + toJsonText(Value::string(text))
                            + "}` does not have a valid subkey for include. Valid subkeys are: `local`, `project`, "
                              "`remote`, `template`, `artifact`, `component`",
                        item.origin());
        }
        result.push_back({kind, text, Value::map({{kind, {}, Value::string(text)}}, item.origin()), item.origin()});
        return true;
    }
    std::vector<std::string_view> kinds;
    for (const std::string_view kind : IncludeKinds) {
        const Value *value = item.find(kind);
        if (value && !value->isBlank())
            kinds.push_back(kind);
    }
    if (kinds.empty()) {
        return fail(
            "include-unknown",
            "`" + toJsonText(item)
                + "` does not have a valid subkey for include. Valid subkeys are: `local`, `project`, `remote`, "
                  "`template`, `artifact`, `component`",
            item.origin());
    }
    if (kinds.size() > 1) {
        return fail(
            "include-ambiguous",
            "Each include must use only one of: `local`, `project`, `remote`, `template`, `artifact`, `component`",
            item.origin());
    }
    const std::string kind(kinds.front());
    const Value location = *item.find(kind);
    if (kind == "project") {
        const Value *file = item.find("file");
        for (const Value &path : itemsOf(file ? *file : Value())) {
            if (!path.isString())
                return fail("include-type", "Included file `" + path.text() + "` needs to be a string", path.origin());
            result.push_back({"file", expanded(path.toString()), item, path.origin()});
        }
        return true; // without a file there is nothing to include
    }
    if (!location.isString()) {
        return fail("include-type", "Included file `" + location.text() + "` needs to be a string", location.origin());
    }
    result.push_back({kind, expanded(location.toString()), item, location.origin()});
    return true;
}

bool Loader::keepByRules(const Value &item, const Scope &scope, bool &keep)
{
    const Value *rules = item.find("rules");
    if (!rules || rules->isNull())
        return true;
    Report report;
    const Location at{nullptr, "include"};
    const Value checked = rulesEntry(*rules, at, report, RulesScope::Include);
    if (!report.errors.empty())
        return fail("include-rules", report.errors.front().message, report.errors.front().origin);
    const RuleEnvironment environment{
        .lookup = [this](std::string_view name) -> const std::string * {
            const Variable *found = findVariable(m_variables, name);
            return found ? &found->value : nullptr;
        },
        .expansion = [this]() { return m_variables; },
        .context = m_context,
        .files = [this, &scope]() -> const std::vector<std::string> & {
            static const std::vector<std::string> None;
            return scope.kind == Scope::Kind::None ? None : repositoryFiles();
        },
        .reader = m_files,
        .project = scope.project,
        .ref = scope.ref,
        .expressions = nullptr,
        .changes = m_files.changes,
    };
    const RuleOutcome outcome = evaluateRules(checked, environment, "always");
    keep = outcome.when != "never";
    if (!outcome.error.empty())
        return fail("include-rules", "include:" + outcome.error, rules->origin());
    if (outcome.unknown.empty())
        return true;
    m_report.notes.push_back(unknownExistence(outcome.unknown.front()));
    m_isIncomplete = true;
    return true;
}

const std::vector<std::string> &Loader::repositoryFiles()
{
    if (!m_repositoryFiles) {
        m_repositoryFiles.emplace();
        const QStringList all = m_files.files ? m_files.files() : QStringList();
        for (const QString &file : all)
            m_repositoryFiles->push_back(file.toStdString());
        std::ranges::sort(*m_repositoryFiles);
    }
    return *m_repositoryFiles;
}

void Loader::expandWildcards(const Include &include, std::vector<Include> &result)
{
    // GitLab looks for patterns before it knows the values of variables; of a plain string it knows them already.
    const Value *written = include.kind == "local" ? include.config.find("local") : nullptr;
    if (!written || written->toString().find('*') == std::string::npos) {
        result.push_back(include);
        return;
    }
    const std::string pattern = withoutLeadingSlashes(written->toString());
    m_patterns.push_back(pattern);
    for (const std::string *file : includedBy(pattern, repositoryFiles())) {
        const bool known = std::ranges::any_of(m_includes, [file](const LoadedInclude &loaded) {
            return loaded.kind == "local" && loaded.location == *file;
        });
        if (!known && hasYamlExtension(*file)) {
            result.push_back(include);
            result.back().location = *file;
        }
    }
}

std::optional<Problem> Loader::note(const Include &include, const Scope &scope)
{
    const std::string location = locationOf(include);
    Value::Map extra;
    for (const Value::Member &member : include.config.members()) {
        const bool kind = std::ranges::find(IncludeKinds, member.key) != IncludeKinds.end();
        if (!kind && member.key != "file" && member.key != "ref")
            extra.push_back(member);
    }
    m_includes.push_back({include.kind, location, Value::map(std::move(extra)), isHere(include, scope)});
    if (include.kind != "component" && !hasYamlExtension(location)) {
        return Problem{"include-extension", "Included file `" + location + "` does not have YAML extension!",
                       include.origin};
    }
    if (include.kind == "remote" && !isWebAddress(location)) {
        return Problem{"include-address", "Remote file `" + location + "` does not have a valid address!",
                       include.origin};
    }
    if (include.kind == "local" && scope.kind == Scope::Kind::None)
        return Problem{"include-no-project", "Local file `" + location + "` does not have project!", include.origin};
    if (include.kind == "template" && !location.ends_with(".gitlab-ci.yml")) {
        return Problem{"include-template", "Template file `" + location + "` is not a valid location!", include.origin};
    }
    if (include.kind == "component" && parseComponentAddress(location).name.empty())
        return Problem{"include-component", "Component '" + location + "' - content not found", include.origin};
    if (include.kind == "artifact") {
        return Problem{"include-artifact",
                       "Including configs from artifacts is only allowed when triggering child pipelines",
                       include.origin};
    }
    return {};
}

std::string Loader::locationOf(const Include &include)
{
    return include.kind == "local" ? withoutLeadingSlashes(include.location) : include.location;
}

} // namespace stagecraft::expand

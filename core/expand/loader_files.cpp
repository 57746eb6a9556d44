// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// The part of Loader that gets the content of one included file: from the repository, or from what was fetched before.
#include "core/expand/entries.h"
#include "core/expand/foreign_files.h"
#include "core/expand/loader.h"
#include "core/model/value_builder.h"

#include <QCryptographicHash>

namespace stagecraft::expand {

namespace {

constexpr qsizetype MaximalTotalBytes = 314'572'800;

bool isBlank(const QByteArray &bytes)
{
    return model::isBlankText({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

std::string_view kindName(IncludeSource::Kind kind)
{
    switch (kind) {
    case IncludeSource::Kind::Remote: return "remote";
    case IncludeSource::Kind::Project: return "project";
    case IncludeSource::Kind::Component: return "component";
    case IncludeSource::Kind::Template: return "template";
    }
    return {};
}

bool hasIntegrity(const QByteArray &bytes, const std::string &integrity)
{
    constexpr std::string_view Prefix = "sha256-";
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toBase64();
    return integrity.starts_with(Prefix) && hash == QByteArray::fromStdString(integrity.substr(Prefix.size()));
}

/// What `component.*` can name in the file.
Value componentContext(const ComponentAddress &address, const std::string &sha, const std::string &version)
{
    Value::Map context = {{"name", {}, Value::string(address.name)},
                          {"sha", {}, Value::string(sha)},
                          {"reference", {}, Value::string(address.version)}};
    if (!version.empty())
        context.push_back({"version", {}, Value::string(version)});
    return Value::map(std::move(context));
}

} // namespace

std::string Loader::textOf(const Include &include, std::string_view key) const
{
    const Value *value = include.config.find(key);
    return value && !value->isNull() ? expanded(value->text()) : std::string();
}

bool Loader::isHere(const Include &include, const Scope &scope) const
{
    if (include.kind == "local")
        return scope.kind == Scope::Kind::Own;
    if (include.kind == "file")
        return isOwnProject(m_context, textOf(include, "project"), textOf(include, "ref"));
    const ComponentAddress component = include.kind == "component" ? parseComponentAddress(include.location)
                                                                   : ComponentAddress();
    return !component.name.empty() && component.host == m_context.serverHost
           && isOwnProject(m_context, component.project, component.version);
}

IncludeSource Loader::sourceOf(const Include &include, const Scope &scope) const
{
    IncludeSource source{.location = locationOf(include), .server = m_context.serverHost};
    if (include.kind == "local") {
        source.kind = IncludeSource::Kind::Project;
        source.project = scope.project;
        source.ref = scope.ref;
    } else if (include.kind == "file") {
        source.kind = IncludeSource::Kind::Project;
        source.location = source.location.substr(
            std::min(source.location.find_first_not_of('/'), source.location.size()));
        source.project = textOf(include, "project");
        source.ref = textOf(include, "ref");
    } else if (include.kind == "component") {
        source.kind = IncludeSource::Kind::Component;
    } else if (include.kind == "template") {
        source.kind = IncludeSource::Kind::Template;
    } else {
        source.integrity = textOf(include, "integrity");
        source.cache = textOf(include, "cache");
    }
    return source;
}

/// The content of a file of the repository; GitLab's error when it cannot be had.
std::optional<Loader::Content> Loader::readHere(const Include &include)
{
    const auto read = [this](const std::string &path) {
        return m_files.read ? m_files.read(QString::fromStdString(path)) : std::nullopt;
    };
    std::string location = locationOf(include);
    std::string name = include.kind == "local" ? "Local file `" + location + "`"
                                               : "Project `" + m_context.projectPath + "` file `" + location + "`";
    Content content;
    std::optional<QByteArray> bytes;
    if (include.kind == "component") {
        const ComponentAddress address = parseComponentAddress(location);
        name = "Component '" + location + "' -";
        for (const char *end : {".yml", "/template.yml"}) {
            location = "templates/" + address.name + end;
            if ((bytes = read(location)))
                break;
        }
        if (!bytes) {
            fail("include-missing", name + " content not found", include.origin);
            return {};
        }
        content.component = componentContext(address, m_context.sha, {});
    } else {
        bytes = read(location);
    }
    if (!bytes)
        fail("include-missing", name + " does not exist!", include.origin);
    else if (isBlank(*bytes))
        fail("include-empty", name + " is empty!", include.origin);
    else {
        content.bytes = *bytes;
        content.path = QString::fromStdString(
            location.substr(std::min(location.find_first_not_of('/'), location.size())));
        return content;
    }
    return {};
}

void Loader::wish(const Include &include, const IncludeSource &source, const FetchedFile &answer)
{
    const bool failed = answer.state == FetchedFile::State::Failed;
    std::string message = "The " + std::string(kindName(source.kind)) + " include `" + source.location
                          + "` was not fetched. What it defines is missing here.";
    if (failed && !answer.error.empty())
        message += ' ' + answer.error;
    const bool isPattern = include.kind == "local" && source.location.contains('*');
    if (isPattern)
        message = "Patterns in another project (`" + source.location
                  + "`) are not resolved here. What the files define is missing.";
    else if (include.kind == "file" && source.location.contains('*'))
        message += " GitLab resolves wildcards of local files only and looks for a file of exactly this name.";
    m_report.notes.push_back({"include-not-fetched", std::move(message), include.origin});
    m_isIncomplete = true;
    if (isPattern)
        return;
    WantedInclude wanted{.source = source, .failed = failed, .file = {}, .range = include.origin.range};
    if (include.origin.file < m_sources.size())
        wanted.file = m_sources.at(include.origin.file).path;
    m_wanted.push_back(std::move(wanted));
}

/// The content of a file of somewhere else, as far as it is here; else `missing` is set and there is a note, or an error.
std::optional<Loader::Content> Loader::lookUp(const Include &include, const Scope &scope, bool &missing)
{
    const IncludeSource source = sourceOf(include, scope);
    const bool isProject = source.kind == IncludeSource::Kind::Project;
    if (isProject && m_files.hasProject && !m_files.hasProject(QString::fromStdString(source.project))) {
        fail("include-project",
             "Project `" + source.project
                 + "` not found or access denied! Make sure any includes in the pipeline configuration are correctly "
                   "defined.",
             include.origin);
        return {};
    }
    // A wildcard of another project needs the list of its files, which is not kept.
    const bool isPattern = include.kind == "local" && source.location.contains('*');
    const FetchedFile answer = m_files.fetched && !isPattern ? m_files.fetched(source) : FetchedFile{};
    if (!answer.isPinned && !isPattern)
        m_foreign.push_back(source);
    if (answer.state == FetchedFile::State::NotHere || answer.state == FetchedFile::State::Failed) {
        missing = true;
        wish(include, source, answer);
        return {};
    }
    if (answer.state == FetchedFile::State::Refused) {
        fail("include-refused", answer.error, include.origin);
        return {};
    }
    if (!source.integrity.empty() && !hasIntegrity(answer.bytes, source.integrity)) {
        fail("include-integrity", "Remote file `" + source.location + "` failed integrity check!", include.origin);
        return {};
    }
    if (isBlank(answer.bytes)) {
        fail("include-empty",
             isProject ? "Project `" + source.project + "` file `" + source.location + "` is empty!"
                       : "Included file `" + source.location + "` is empty or does not exist!",
             include.origin);
        return {};
    }
    Content content{.bytes = answer.bytes,
                    .path = answer.path,
                    .isInRepository = answer.isPinned,
                    .scope = {.kind = Scope::Kind::None},
                    .component = {}};
    if (content.path.isEmpty())
        content.path = QString::fromStdString(source.location);
    if (!answer.project.empty()) {
        content.scope = isOwnProject(m_context, answer.project, answer.sha)
                            ? Scope{}
                            : Scope{.kind = Scope::Kind::Project, .project = answer.project, .ref = answer.sha};
    }
    if (source.kind == IncludeSource::Kind::Component)
        content.component = componentContext(parseComponentAddress(source.location), answer.sha, answer.version);
    return content;
}

std::optional<Loader::Content> Loader::contentOf(const Include &include, const Scope &scope, bool &missing)
{
    std::optional<Content> content = isHere(include, scope) ? readHere(include) : lookUp(include, scope, missing);
    if (content) {
        m_totalBytes += content->bytes.size();
        if (m_totalBytes > MaximalTotalBytes) {
            fail("include-size", "Total size of combined CI/CD configuration is too big", include.origin);
            return {};
        }
    }
    return content;
}

std::uint32_t Loader::addSource(const Include &include, const Content &content, const text::TextBuffer &buffer)
{
    return m_sources.add({.path = content.path,
                          .buffer = buffer,
                          .isInRepository = content.isInRepository,
                          .includedAt = include.origin});
}

std::optional<Value> Loader::fetch(const Include &include, const Scope &scope, int depth, std::size_t index)
{
    bool missing = false;
    const std::optional<Content> content = contentOf(include, scope, missing);
    if (missing)
        return Value::map({});
    if (!content)
        return {};
    m_includes[index].loaded = true;
    const std::string location = locationOf(include);
    const text::TextBuffer buffer(content->bytes);
    const yaml::SyntaxTree tree = yaml::parse(buffer, content->path);
    const std::uint32_t file = addSource(include, *content, buffer);
    const Value *inputs = include.config.find("inputs");
    const bool given = inputs && !inputs->isBlank();
    std::optional<Value> body = loadTree(tree, file, inputs ? *inputs : Value::map({}), given, *content);
    if (!body) {
        Problem &problem = m_report.errors.back();
        problem.message = "`" + location + "`: " + problem.message;
        return {};
    }
    std::optional<Value> config = addIncludes(*body, content->scope, depth + 1);
    if (config && !m_isIncomplete && config->members().empty()) {
        fail("include-empty", "Included file `" + location + "` does not have valid YAML syntax!", include.origin);
        return {};
    }
    return config;
}

} // namespace stagecraft::expand

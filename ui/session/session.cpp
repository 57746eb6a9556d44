// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/session/session.h"

#include "ui/session/analysis_worker.h"
#include "ui/session/background.h"
#include "ui/session/disk_watcher.h"
#include "ui/session/document_store.h"
#include "ui/session/recovery.h"
#include "ui/session/undo_history.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QTimer>

#include <array>
#include <utility>

namespace stagecraft::ui {

namespace {

constexpr int journalIntervalMs = 1000;

QString pipelineName()
{
    return QStringLiteral(".gitlab-ci.yml");
}

/// The directory above `file` that holds a git repository, else the file's own.
QString rootOf(const QFileInfo &file)
{
    QDir directory = file.absoluteDir();
    do {
        if (directory.exists(QStringLiteral(".git")))
            return directory.absolutePath();
    } while (directory.cdUp());
    return file.absolutePath();
}

} // namespace

struct Session::Private {
    explicit Private(Session *session) : q(session) {}

    DocumentStore &store(Document document) { return document == Document::Pipeline ? pipeline : config; }
    void start(const QString &newRoot, const QString &file);
    void requestAnalysis();
    void accept(const AnalysisAnswer &answer);
    /// Changes the texts and remembers how to undo it.
    void record(std::vector<Change> changes, const QString &title, const QString &mergeKey = {});
    void play(Document document, const text::TextPatch &patch);
    void textsMoved();
    bool modifiedMoved(); ///< true if a document became modified or saved
    Result<> saveAll(Result<> (DocumentStore::*write)());
    void diskSeen(const QString &file, const ContentHash &hash);
    void includedFileSeen(const QString &file, const ContentHash &hash);
    void watchFiles();
    void writeJournal();

    Session *q;
    QString root;
    DocumentStore pipeline;
    DocumentStore config;
    UndoHistory history;
    AnalysisWorker worker;
    DiskWatcher watcher;
    RecoveryJournal journal;
    QTimer journalTimer;
    std::optional<UnsavedWork> recovered;
    std::shared_ptr<const project::Analysis> analysis = std::make_shared<project::Analysis>();
    Selection selection;
    expand::Context context;
    std::shared_ptr<const gitlab::IncludeStore> includes;
    runner::ModeOptions mode;
    bool contextKnown = false;                    ///< detected or chosen
    QHash<QString, QSet<ContentHash>> includedFiles; ///< by absolute path: what was analysed or is being analysed
    QStringList watched;                          ///< all files and directories
    std::optional<quint64> modeFrom;              ///< the revision of the config text that `mode` was read from
    quint64 asked = 0;                            ///< serial of the newest request for an analysis
    quint64 answered = 0;
    std::array<bool, 2> wasModified = {};
    std::array<ContentHash, 2> reportedOnDisk = {}; ///< what changedOnDisk() was emitted for
    std::array<bool, 2> mustTellAgain = {};         ///< the user tried to save over it without having decided
};

Session::Session(QObject *parent) : QObject(parent), d(std::make_unique<Private>(this))
{
    qRegisterMetaType<Document>();
    connect(&d->worker, &AnalysisWorker::finished, this, [this](const AnalysisAnswer &answer) { d->accept(answer); });
    connect(&d->watcher, &DiskWatcher::seen, this,
            [this](const QString &file, const ContentHash &hash) { d->diskSeen(file, hash); });
    connect(&d->watcher, &DiskWatcher::directoryChanged, this, [this] {
        if (!d->analysis->effective.filePatterns.empty()) // a new file may be one of them
            analyseAgain();
    });
    d->journalTimer.setSingleShot(true);
    d->journalTimer.setInterval(journalIntervalMs);
    connect(&d->journalTimer, &QTimer::timeout, this, [this] { d->writeJournal(); });
}

Session::~Session() = default;

Result<> Session::open(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(ErrorKind::NotFound, QT_TRANSLATE_NOOP("stagecraft", "There is no \"%1\"."), {path});
    const QString root = info.isDir() ? QDir::cleanPath(info.absoluteFilePath()) : rootOf(info);
    const QString file = info.isDir() ? QDir(root).filePath(pipelineName()) : QDir::cleanPath(info.absoluteFilePath());

    // Both are read before anything is forgotten: a failure leaves the session as it was.
    DocumentStore pipeline;
    DocumentStore config;
    if (const Result<> read = pipeline.open(file); !read)
        return read;
    if (const Result<> read = config.open(QDir(root).filePath(QStringLiteral("config.toml"))); !read)
        return read;
    if (!d->root.isEmpty())
        close();
    d->pipeline = std::move(pipeline);
    d->config = std::move(config);
    d->start(root, file);
    return {};
}

void Session::close()
{
    if (d->root.isEmpty())
        return;
    d->journalTimer.stop();
    if (!d->recovered) // what nobody has decided about yet is offered again next time
        d->journal.remove();
    d->watcher.watch({});
    d->watched.clear();
    d->pipeline = {};
    d->config = {};
    d->start({}, {});
}

void Session::Private::start(const QString &newRoot, const QString &file)
{
    root = newRoot;
    history.clear();
    worker.reset();
    answered = asked;
    analysis = std::make_shared<project::Analysis>();
    selection = {};
    context = {};
    contextKnown = false;
    mode = {};
    modeFrom.reset();
    recovered.reset();
    wasModified = {};
    reportedOnDisk = {};
    mustTellAgain = {};
    if (!root.isEmpty()) {
        watchFiles();
        recovered = journal.open(file);
        const auto isOld = [](const std::optional<UnsavedText> &text, const DocumentStore &document) {
            return !text || text->bytes == document.buffer().bytes();
        };
        if (recovered && isOld(recovered->pipeline, pipeline) && isOld(recovered->config, config))
            recovered.reset();
        requestAnalysis();
    }
    Q_EMIT q->opened();
    Q_EMIT q->analysisChanged();
    Q_EMIT q->selectionChanged();
    Q_EMIT q->historyChanged();
    Q_EMIT q->modifiedChanged();
}

void Session::Private::requestAnalysis()
{
    const QDir directory(root);
    project::AnalysisInput input;
    input.pipeline = pipeline.buffer();
    input.config = config.buffer();
    input.pipelineFile = directory.relativeFilePath(pipeline.path());
    input.configFile = directory.relativeFilePath(config.path());
    input.root = root;
    input.context = context;
    input.includes = includes;
    worker.request({.input = std::move(input), .serial = ++asked, .detectContext = !contextKnown});
}

void Session::Private::accept(const AnalysisAnswer &answer)
{
    auto old = std::exchange(analysis, answer.analysis);
    answered = answer.serial;
    if (!contextKnown) {
        contextKnown = true;
        expand::Context detected = analysis->context;
        detected.projectVariables = std::move(context.projectVariables); // they may be newer than the request
        detected.protectedRefs = std::move(context.protectedRefs);
        context = std::move(detected);
        Q_EMIT q->contextChanged();
    }
    if (answer.mode && modeFrom != analysis->configRevision) {
        mode = *answer.mode;
        Q_EMIT q->modeChanged();
    }
    modeFrom = analysis->configRevision;
    watchFiles();
    Q_EMIT q->analysisChanged();
    // No view holds it any more, and to free that many values takes longer than a frame.
    freeInBackground(std::move(old));
}

/// The two documents, and what the pipeline includes of the repository, whether it is there or not.
void Session::Private::watchFiles()
{
    const QDir directory(root);
    QStringList files = {pipeline.path(), config.path()};
    includedFiles.clear();
    for (const project::RepositoryFile &file : analysis->readFiles) {
        const QString path = directory.filePath(file.path);
        if (files.contains(path))
            continue;
        files += path;
        includedFiles[path] = {file.hash};
    }
    QStringList directories;
    for (const std::string &pattern : analysis->effective.filePatterns) {
        const QString plain = QString::fromStdString(pattern.substr(0, pattern.find('*')));
        const QString path = QDir::cleanPath(directory.filePath(plain.left(plain.lastIndexOf(u'/') + 1)));
        if (path == root || path.startsWith(root + u'/'))
            directories += path;
    }
    directories.removeDuplicates();
    if (const QStringList all = files + directories; all != std::exchange(watched, all))
        watcher.watch(files, directories);
}

void Session::Private::includedFileSeen(const QString &file, const ContentHash &hash)
{
    const auto known = includedFiles.find(file);
    if (known == includedFiles.end() || known->contains(hash))
        return;
    known->insert(hash); // told once, be it readable for the analysis or not
    requestAnalysis();
}

void Session::Private::play(Document document, const text::TextPatch &patch)
{
    store(document).patch(patch);
    Q_EMIT q->textChanged(document, patch);
}

void Session::Private::record(std::vector<Change> changes, const QString &title, const QString &mergeKey)
{
    std::erase_if(changes, [](const Change &change) { return change.forward.isEmpty(); });
    if (changes.empty())
        return;
    const QByteArray before = store(changes.front().document).buffer().bytes();
    history.push({.title = title, .mergeKey = mergeKey, .changes = changes}, before);
    for (const Change &change : changes)
        play(change.document, change.forward);
    textsMoved();
}

void Session::Private::textsMoved()
{
    requestAnalysis();
    Q_EMIT q->historyChanged();
    modifiedMoved();
    if (!journalTimer.isActive())
        journalTimer.start();
}

bool Session::Private::modifiedMoved()
{
    const std::array<bool, 2> now = {pipeline.isModified(), config.isModified()};
    if (std::exchange(wasModified, now) == now)
        return false;
    Q_EMIT q->modifiedChanged();
    return true;
}

void Session::Private::writeJournal()
{
    if (recovered)
        return; // what an earlier session left is kept until the user has decided about it
    UnsavedWork work;
    work.writtenAt = QDateTime::currentDateTimeUtc();
    if (pipeline.isModified())
        work.pipeline = UnsavedText{.bytes = pipeline.buffer().bytes(), .basedOn = pipeline.savedHash()};
    if (config.isModified())
        work.config = UnsavedText{.bytes = config.buffer().bytes(), .basedOn = config.savedHash()};
    if (work.pipeline || work.config)
        journal.write(work);
    else
        journal.remove();
}

void Session::Private::diskSeen(const QString &file, const ContentHash &hash)
{
    includedFileSeen(file, hash);
    for (const Document document : {Document::Pipeline, Document::Config}) {
        DocumentStore &known = store(document);
        if (known.path() != file)
            continue;
        ContentHash &reported = reportedOnDisk[document == Document::Pipeline ? 0 : 1];
        if (known.savedHash() == hash || known.acceptSame(hash)) {
            const bool isOver = !std::exchange(reported, {}).isEmpty();
            if (modifiedMoved() || isOver) {
                writeJournal();
                Q_EMIT q->sameAsOnDisk(document);
            }
        } else if (hash.isEmpty()) {
            known.acceptMissing();
            reported.clear();
            modifiedMoved();
            writeJournal();
            Q_EMIT q->goneFromDisk(document);
        } else {
            const bool isAsked = std::exchange(mustTellAgain[document == Document::Pipeline ? 0 : 1], false);
            if (std::exchange(reported, hash) != hash || isAsked)
                Q_EMIT q->changedOnDisk(document);
        }
    }
}

QString Session::root() const
{
    return d->root;
}

QString Session::pipelineFile() const
{
    return d->pipeline.path();
}

QString Session::configFile() const
{
    return d->config.path();
}

const text::TextBuffer &Session::buffer(Document document) const
{
    return d->store(document).buffer();
}

std::shared_ptr<const project::Analysis> Session::analysis() const
{
    return d->analysis;
}

bool Session::isAnalysed() const
{
    return d->answered == d->asked;
}

void Session::apply(Document document, const text::TextPatch &patch, const QString &title, const QString &mergeKey)
{
    const QByteArray &before = buffer(document).bytes();
    Q_ASSERT(patch.isValidFor(before.size()));
    d->record({{.document = document, .forward = patch, .backward = patch.inverse(before)}}, title, mergeKey);
}

void Session::applyBoth(const text::TextPatch &pipeline, const text::TextPatch &config, const QString &title)
{
    d->record({{.document = Document::Pipeline,
                .forward = pipeline,
                .backward = pipeline.inverse(buffer(Document::Pipeline).bytes())},
               {.document = Document::Config,
                .forward = config,
                .backward = config.inverse(buffer(Document::Config).bytes())}},
              title);
}

bool Session::perform(const edit::Recipe &recipe)
{
    return perform(std::vector{recipe}, edit::titleOf(recipe));
}

bool Session::perform(const std::vector<edit::Recipe> &recipes, const QString &title)
{
    text::TextBuffer text = buffer(Document::Pipeline);
    std::vector<Change> changes;
    for (const edit::Recipe &recipe : recipes) {
        // The newest analysis has the tree already, unless the user is faster than it.
        const bool isAnalysed = changes.empty() && d->analysis->revision == text.revision()
                                && d->analysis->pipeline.bytes().isSharedWith(text.bytes());
        const yaml::SyntaxTree tree = isAnalysed ? d->analysis->tree : yaml::parse(text);
        const auto patch = edit::recipeToPatch(tree, recipe);
        if (!patch) {
            Q_EMIT refused(edit::describe(patch.error()), patch.error().range);
            return false;
        }
        changes.push_back({.document = Document::Pipeline, .forward = *patch, .backward = patch->inverse(text.bytes())});
        text = text.patched(*patch);
    }
    d->record(std::move(changes), title);
    return true;
}

bool Session::canUndo() const
{
    return d->history.canUndo();
}

bool Session::canRedo() const
{
    return d->history.canRedo();
}

QString Session::undoTitle() const
{
    return d->history.undoTitle();
}

QString Session::redoTitle() const
{
    return d->history.redoTitle();
}

void Session::undo()
{
    if (!canUndo())
        return;
    const std::vector<Change> changes = d->history.takeUndo().changes;
    for (auto change = changes.rbegin(); change != changes.rend(); ++change)
        d->play(change->document, change->backward);
    d->textsMoved();
}

void Session::redo()
{
    if (!canRedo())
        return;
    const std::vector<Change> changes = d->history.takeRedo().changes;
    for (const Change &change : changes)
        d->play(change.document, change.forward);
    d->textsMoved();
}

bool Session::isModified() const
{
    return isModified(Document::Pipeline) || isModified(Document::Config);
}

bool Session::isModified(Document document) const
{
    return d->store(document).isModified();
}

QByteArray Session::savedText(Document document) const
{
    return d->store(document).saved();
}

Result<> Session::save()
{
    return d->saveAll(&DocumentStore::save);
}

Result<> Session::saveAnyway()
{
    return d->saveAll(&DocumentStore::overwrite);
}

Result<> Session::Private::saveAll(Result<> (DocumentStore::*write)())
{
    history.seal();
    Result<> result;
    for (const Document document : {Document::Pipeline, Document::Config}) {
        if (!store(document).isModified())
            continue;
        result = (store(document).*write)();
        if (!result) {
            if (result.error().kind == ErrorKind::Conflict)
                mustTellAgain[document == Document::Pipeline ? 0 : 1] = true;
            break;
        }
    }
    modifiedMoved();
    writeJournal();
    watcher.watch({pipeline.path(), config.path()});
    if (!result)
        watcher.check();
    return result;
}

Result<> Session::reload(Document document)
{
    const Result<text::TextPatch> patch = d->store(document).reread();
    if (!patch)
        return std::unexpected(patch.error());
    d->reportedOnDisk = {};
    d->history.seal();
    apply(document, *patch, tr("Reload from disk"));
    d->modifiedMoved();
    return {};
}

void Session::setIncludes(const std::shared_ptr<const gitlab::IncludeStore> &includes)
{
    d->includes = includes;
    analyseAgain();
}

void Session::analyseAgain()
{
    if (!d->root.isEmpty())
        d->requestAnalysis();
}

void Session::checkDisk()
{
    if (!d->root.isEmpty())
        d->watcher.check();
}

void Session::keepMine(Document document)
{
    const ContentHash &seen = d->reportedOnDisk[document == Document::Pipeline ? 0 : 1];
    d->store(document).acceptDisk(seen);
}

std::optional<QDateTime> Session::recoverableSince() const
{
    return d->recovered ? std::optional(d->recovered->writtenAt) : std::nullopt;
}

void Session::recover()
{
    if (!d->recovered)
        return;
    const UnsavedWork work = *std::exchange(d->recovered, std::nullopt);
    const auto difference = [this](Document document, const std::optional<UnsavedText> &text) {
        return text ? differenceOf(buffer(document).bytes(), text->bytes) : text::TextPatch();
    };
    applyBoth(difference(Document::Pipeline, work.pipeline), difference(Document::Config, work.config),
              tr("Recover unsaved work"));
}

void Session::discardRecovery()
{
    d->recovered.reset();
    d->writeJournal();
}

const Selection &Session::selection() const
{
    return d->selection;
}

void Session::setSelection(const Selection &selection)
{
    if (d->selection == selection)
        return;
    d->selection = selection;
    Q_EMIT selectionChanged();
}

const expand::Context &Session::context() const
{
    return d->context;
}

void Session::setContext(const expand::Context &context)
{
    d->context = context;
    d->contextKnown = true;
    d->requestAnalysis();
    Q_EMIT contextChanged();
}

void Session::setProjectVariables(const project::VariableSettings &settings)
{
    project::applyTo(d->context, settings);
    analyseAgain();
    Q_EMIT contextChanged();
}

const runner::ModeOptions &Session::mode() const
{
    return d->mode;
}

void Session::setMode(const runner::ModeOptions &options)
{
    d->mode = options;
    Q_EMIT modeChanged();
}

} // namespace stagecraft::ui

// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// Session: one open repository in the GUI: its two documents (pipeline and config.toml), their one undo history, the newest
// analysis, the selection, the chosen context and mode, saving. Every view shows a Session and changes it only through
// it. Lives in the GUI thread; analysis runs on a pool and late answers are dropped; nothing here blocks.
#pragma once

#include "core/base/result.h"
#include "core/edit/recipe.h"
#include "core/project/analysis.h"
#include "core/project/variable_settings.h"
#include "core/runner/runner_mode.h"
#include "ui/session/document.h"

#include <QDateTime>
#include <QObject>
#include <QSet>
#include <QString>

#include <memory>
#include <optional>

namespace stagecraft::ui {

/// What is selected, in every view at once. Jobs by their key in the file.
struct Selection {
    QSet<QString> jobs;
    QString stage;
    bool operator==(const Selection &) const = default;
};

class Session : public QObject
{
    Q_OBJECT
public:
    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    /// `path` is a repository directory or a pipeline file. A directory without one opens with an empty text.
    Result<> open(const QString &path);
    /// Forgets everything, unsaved changes included.
    void close();
    QString root() const;         ///< empty while nothing is open
    QString pipelineFile() const; ///< absolute path
    QString configFile() const;   ///< absolute path

    const text::TextBuffer &buffer(Document document) const;
    /// Never null; may be older than buffer(): compare revisions.
    std::shared_ptr<const project::Analysis> analysis() const;
    /// analysis() is that of the texts and the context as they are now.
    bool isAnalysed() const;

    /// The one way to change a text. Consecutive patches with the same non-empty mergeKey become one undo step while
    /// typing goes on. `title` is for the undo menu.
    void apply(Document document, const text::TextPatch &patch, const QString &title, const QString &mergeKey = {});
    /// Both documents in one undo step.
    void applyBoth(const text::TextPatch &pipeline, const text::TextPatch &config, const QString &title);
    /// Applies a recipe; on refusal nothing changes, refused() is emitted and false returned.
    bool perform(const edit::Recipe &recipe);
    /// Several recipes as one undo step, each on the result of the one before; all or none.
    bool perform(const std::vector<edit::Recipe> &recipes, const QString &title);

    bool canUndo() const;
    bool canRedo() const;
    QString undoTitle() const;
    QString redoTitle() const;

    bool isModified() const;
    bool isModified(Document document) const;
    QByteArray savedText(Document document) const; ///< what is on the disk, as far as we know
    /// Crash-safe; refuses when the file changed on disk since it was read (Conflict; changedOnDisk() follows, again if
    /// it was emitted before).
    Result<> save();
    Result<> saveAnyway(); ///< after the user decided to overwrite
    Result<> reload(Document document);
    /// The user keeps this text although the file changed on disk: the next save() overwrites it.
    void keepMine(Document document);
    /// Looks whether the files changed on disk, e.g. when the window gets the focus back.
    void checkDisk();

    /// When the unsaved work was written down that open() found from a session that ended without saving.
    std::optional<QDateTime> recoverableSince() const;
    void recover();         ///< brings that work back, as one undo step
    void discardRecovery(); ///< it is not wanted

    const Selection &selection() const;
    void setSelection(const Selection &selection);

    const expand::Context &context() const;
    void setContext(const expand::Context &context);

    /// The project's CI/CD variables and protected refs; they stay when another ref or event is chosen.
    void setProjectVariables(const project::VariableSettings &settings);

    /// Where fetched includes are; the analysis looks there and fetches nothing.
    void setIncludes(const std::shared_ptr<const gitlab::IncludeStore> &includes);
    /// Something beside the texts and the context changed: fetched includes. Nothing when nothing is open.
    void analyseAgain();

    const runner::ModeOptions &mode() const;
    void setMode(const runner::ModeOptions &options); ///< only remembers it; the texts change through applyBoth()

public Q_SLOTS:
    void undo();
    void redo();

Q_SIGNALS:
    void opened(); ///< or closed: see root()
    /// After the buffer changed; `patch` led from the revision before to this one.
    void textChanged(stagecraft::ui::Document document, const stagecraft::text::TextPatch &patch);
    void analysisChanged();
    void selectionChanged();
    void contextChanged();
    void modeChanged();
    void modifiedChanged();
    void historyChanged();
    void refused(const QString &reason, stagecraft::text::TextRange range);
    void changedOnDisk(stagecraft::ui::Document document);
    /// The file was deleted. The text stays, as an unsaved one.
    void goneFromDisk(stagecraft::ui::Document document);
    /// What changedOnDisk() or goneFromDisk() told is over: text and file are the same again.
    void sameAsOnDisk(stagecraft::ui::Document document);

private:
    struct Private;
    const std::unique_ptr<Private> d;
};

} // namespace stagecraft::ui

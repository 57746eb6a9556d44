// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/inspector/job_form.h"

#include "ui/inspector/field_editors.h"
#include "ui/theme/theme.h"

#include "core/model/keyword_table.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace stagecraft::ui {

namespace {

/// Keywords that have a field; the others are named at the end.
constexpr std::array<std::string_view, 15> WithField = {"stage", "image", "script", "before_script", "after_script",
                                                        "when", "allow_failure", "needs", "variables", "services",
                                                        "rules", "tags", "extends", "timeout", "environment"};

yaml::NodePath pathOf(const QString &job, const std::string &keyword)
{
    return {job.toStdString(), keyword};
}

QStringList splitNames(const QString &text)
{
    QStringList names;
    for (const QString &name : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (!name.trimmed().isEmpty())
            names += name.trimmed();
    }
    return names;
}

} // namespace

JobForm::JobForm(Session *session, const QStringList &jobs, QWidget *parent) : Form(session, parent), m_jobs(jobs)
{
    if (single())
        buildName();
    buildStage();
    addText(tr("Image"), "image", tr("The runner's default image"));
    if (single()) {
        addLines(tr("Script"), "script", false);
        addLines(tr("Before script"), "before_script", true);
        addLines(tr("After script"), "after_script", true);
        addNeeds();
    }
    addChoice(tr("When"), "when");
    addAllowFailure();
    if (single()) {
        addVariables();
        addNames(tr("Services"), "services", tr("docker:29-dind, postgres:17"));
    }
    addNames(tr("Tags"), "tags", tr("Any runner"));
    addText(tr("Timeout"), "timeout", tr("1 hour"));
    if (single()) {
        addNames(tr("Extends"), "extends", tr("No template"));
        addRules();
        addOthers();
    }
    page()->addStretch();
    refresh();
}

const model::SourceJob *JobForm::source(const QString &job) const
{
    return analysis().source.job(job.toStdString());
}

const expand::EffectiveJob *JobForm::effective(const QString &job) const
{
    const std::string name = job.toStdString();
    const auto found = std::ranges::find(analysis().effective.jobs, name, &expand::EffectiveJob::sourceName);
    return found == analysis().effective.jobs.end() ? nullptr : &*found;
}

bool JobForm::isOwn(const QString &job, const std::string &keyword) const
{
    const model::SourceJob *written = source(job);
    return written && entryOf(written->value, keyword);
}

std::optional<model::Value> JobForm::valueOf(const QString &job, const std::string &keyword) const
{
    const expand::EffectiveJob *merged = effective(job);
    if (!merged)
        return std::nullopt;
    if (const model::Value *value = merged->config.find(keyword))
        return *value;
    if (const auto place = merged->provenance.find(keyword); place == merged->provenance.end())
        return std::nullopt;
    const model::Value &pipeline = analysis().effective.merged;
    const model::Value *defaults = pipeline.find("default");
    const model::Value *value = defaults ? defaults->find(keyword) : nullptr;
    value = value ? value : pipeline.find(keyword);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<model::Value> JobForm::sharedValue(const std::string &keyword, bool &mixed) const
{
    const std::optional<model::Value> shared = valueOf(m_jobs.front(), keyword);
    mixed = std::ranges::any_of(m_jobs, [&](const QString &job) { return valueOf(job, keyword) != shared; });
    return mixed ? std::nullopt : shared;
}

std::optional<expand::Provenance> JobForm::provenanceOf(const std::string &keyword) const
{
    const expand::EffectiveJob *job = effective(m_jobs.front());
    if (!job)
        return std::nullopt;
    const auto found = job->provenance.find(keyword);
    return found == job->provenance.end() ? std::nullopt : std::optional(found->second);
}

bool JobForm::refresh()
{
    takeAnalysis();
    if (!std::ranges::all_of(m_jobs, [this](const QString &job) { return source(job) || effective(job); }))
        return false;
    for (const KeywordField &f : m_fields) {
        bool mixed = false;
        const std::optional<model::Value> shared = sharedValue(f.keyword, mixed);
        const model::Value *value = shared ? &*shared : nullptr;
        const bool own = std::ranges::any_of(m_jobs, [&](const QString &job) { return isOwn(job, f.keyword); });
        f.field->setState(own ? FieldFrame::State::Own : value ? FieldFrame::State::Inherited : FieldFrame::State::Unset,
                          single() ? provenanceOf(f.keyword) : std::nullopt);
        if (mixed)
            f.field->setNote(tr("The selected jobs differ here."));
        else if (!single())
            f.field->setNote({});
        if (f.hideWhenUnset)
            f.field->setVisible(value || own);
        if (!f.field->isBeingEdited())
            f.show(value, own);
    }
    for (const std::function<void()> &more : m_more)
        more();
    return true;
}

// ---- Changes ------------------------------------------------------------------------------------------------------

void JobForm::set(FieldFrame *field, const std::string &keyword, const QJsonValue &value)
{
    std::vector<edit::Recipe> recipes;
    for (const QString &job : m_jobs) {
        yaml::NodePath path = pathOf(job, keyword);
        // "image: {name: …}" keeps its other settings.
        const model::SourceJob *written = source(job);
        const yaml::Entry *entry = written ? entryOf(written->value, keyword) : nullptr;
        if (keyword == "image" && entry && analysis().tree.node(entry->value).kind == yaml::NodeKind::Mapping)
            path.emplace_back("name");
        recipes.emplace_back(edit::SetField{path, value});
    }
    perform(field, recipes);
}

void JobForm::clearKeyword(FieldFrame *field, const std::string &keyword)
{
    std::vector<edit::Recipe> recipes;
    for (const QString &job : m_jobs) {
        if (isOwn(job, keyword))
            recipes.emplace_back(edit::ClearField{pathOf(job, keyword)});
    }
    perform(field, recipes);
}

/// Changed lines are changed one by one, so that comments between them stay.
void JobForm::setLines(FieldFrame *field, const std::string &keyword, const QStringList &lines)
{
    const QString &job = m_jobs.front();
    if (lines.isEmpty()) {
        clearKeyword(field, keyword);
        return;
    }
    const model::SourceJob *written = source(job);
    const yaml::Entry *entry = written ? entryOf(written->value, keyword) : nullptr;
    const bool isList = entry && analysis().tree.node(entry->value).kind == yaml::NodeKind::Sequence
        && session()->buffer(Document::Pipeline).revision() == analysis().revision;
    std::vector<edit::Recipe> recipes;
    if (isList && static_cast<qsizetype>(analysis().tree.node(entry->value).entries.size()) == lines.size()) {
        const std::vector<yaml::Entry> &items = analysis().tree.node(entry->value).entries;
        for (int i = 0; i < lines.size(); ++i) {
            if (analysis().tree.node(items[static_cast<std::size_t>(i)].value).scalar == lines[i].toStdString())
                continue;
            yaml::NodePath path = pathOf(job, keyword);
            path.emplace_back(i);
            recipes.emplace_back(edit::SetField{path, lines[i]});
        }
    } else {
        recipes.emplace_back(edit::SetField{pathOf(job, keyword), QJsonArray::fromStringList(lines)});
    }
    perform(field, recipes);
}

// ---- Fields -------------------------------------------------------------------------------------------------------

void JobForm::buildName()
{
    FieldFrame *field = addField(tr("Name"), model::KeywordScope::Job, {});
    CommitLine *line = addLine(field);
    line->setObjectName(QStringLiteral("name"));
    connect(line, &CommitLine::committed, this, [this, field, line](const QString &name) {
        const QString old = m_jobs.front();
        if (perform(field, {edit::RenameJob{old.toStdString(), name.toStdString()}}))
            Q_EMIT renamed(old, name);
        else
            line->setValue(old);
    });
    m_more.push_back([this, field, line] {
        if (!field->isBeingEdited())
            line->setValue(m_jobs.front());
    });
}

void JobForm::buildStage()
{
    KeywordField &entry = addKeyword(tr("Stage"), "stage");
    FieldFrame *field = entry.field;
    QComboBox *combo = addCombo(field);
    combo->setObjectName(QStringLiteral("stage"));
    connect(combo, &QComboBox::activated, this, [this, field, combo] {
        std::vector<edit::Recipe> recipes;
        for (const QString &job : m_jobs)
            recipes.emplace_back(edit::MoveJob{.job = job.toStdString(), .stage = combo->currentText().toStdString()});
        perform(field, recipes);
    });
    entry.show = [this, combo](const model::Value *, bool) {
        QStringList stages;
        for (const std::string &stage : analysis().effective.stages)
            stages += QString::fromStdString(stage);
        if (stages.isEmpty()) {
            for (const std::string &stage : analysis().source.stages)
                stages += QString::fromStdString(stage);
        }
        QString current;
        for (const QString &job : m_jobs) {
            const expand::EffectiveJob *e = effective(job);
            const QString stage = e ? QString::fromStdString(e->stage) : QString();
            current = job == m_jobs.front() || current == stage ? stage : QString();
        }
        combo->clear();
        combo->addItems(stages);
        if (!current.isEmpty() && !stages.contains(current))
            combo->addItem(current);
        combo->setCurrentText(current);
        if (current.isEmpty())
            combo->setCurrentIndex(-1);
    };
}

JobForm::KeywordField &JobForm::addKeyword(const QString &label, const std::string &keyword)
{
    FieldFrame *field = addField(label, model::KeywordScope::Job, keyword);
    connect(field, &FieldFrame::resetRequested, this, [this, field, keyword] { clearKeyword(field, keyword); });
    connect(field, &FieldFrame::overrideRequested, this, [this, field, keyword] {
        bool mixed = false;
        if (const auto value = sharedValue(keyword, mixed))
            perform(field, {edit::SetField{pathOf(m_jobs.front(), keyword), toJson(*value)}});
    });
    m_fields.push_back({.keyword = keyword, .field = field, .show = {}});
    return m_fields.back();
}

/// An inherited value stands as the placeholder: typing overrides it.
void JobForm::addText(const QString &label, const std::string &keyword, const QString &placeholder)
{
    KeywordField &entry = addKeyword(label, keyword);
    FieldFrame *field = entry.field;
    CommitLine *line = addLine(field, placeholder);
    line->setObjectName(QString::fromStdString(keyword));
    connect(line, &CommitLine::committed, this, [this, field, keyword](const QString &text) {
        if (text.trimmed().isEmpty())
            clearKeyword(field, keyword);
        else
            set(field, keyword, text.trimmed());
    });
    entry.show = [line, placeholder](const model::Value *value, bool own) {
        const model::Value *name = value && value->isMap() ? value->find("name") : value;
        const QString text = shownText(name);
        line->setValue(own ? text : QString());
        line->setPlaceholderText(!own && !text.isEmpty() ? text : placeholder);
    };
}

void JobForm::addChoice(const QString &label, const std::string &keyword)
{
    KeywordField &entry = addKeyword(label, keyword);
    FieldFrame *field = entry.field;
    QComboBox *combo = addCombo(field);
    combo->setObjectName(QString::fromStdString(keyword));
    const model::Keyword *known = model::findKeyword(model::KeywordScope::Job, keyword);
    const QStringList values = known && !known->values.isEmpty()
        ? known->values : QStringList{QStringLiteral("on_success"), QStringLiteral("on_failure"), QStringLiteral("always"),
                                      QStringLiteral("manual"), QStringLiteral("delayed"), QStringLiteral("never")};
    combo->addItems(values);
    connect(combo, &QComboBox::activated, this,
            [this, field, keyword, combo] { set(field, keyword, combo->currentText()); });
    entry.show = [combo](const model::Value *value, bool) {
        const QString text = shownText(value);
        combo->setCurrentIndex(std::max(0, combo->findText(text)));
    };
}

void JobForm::addLines(const QString &label, const std::string &keyword, bool hideWhenUnset)
{
    KeywordField &entry = addKeyword(label, keyword);
    entry.hideWhenUnset = hideWhenUnset;
    FieldFrame *field = entry.field;
    auto *lines = new CommitLines(field);
    lines->setObjectName(QString::fromStdString(keyword));
    lines->setPlaceholderText(tr("One command a line"));
    field->setEditor(lines);
    connect(lines, &CommitLines::committed, this,
            [this, field, keyword](const QStringList &now) { setLines(field, keyword, now); });
    entry.show = [this, lines, field, keyword](const model::Value *value, bool own) {
        const model::SourceJob *written = source(m_jobs.front());
        const yaml::Entry *node = own && written ? entryOf(written->value, keyword) : nullptr;
        const bool plain = !node || isPlainList(analysis().tree, node->value);
        lines->setReadOnly((!own && value) || !plain);
        lines->setLines(shownList(value));
        field->setNote(plain ? QString() : tr("Holds blocks, references or anchors: edit it in the text."));
    };
}

void JobForm::addNames(const QString &label, const std::string &keyword, const QString &placeholder)
{
    KeywordField &entry = addKeyword(label, keyword);
    FieldFrame *field = entry.field;
    CommitLine *line = addLine(field, placeholder);
    line->setObjectName(QString::fromStdString(keyword));
    connect(line, &CommitLine::committed, this, [this, field, keyword](const QString &text) {
        const QStringList names = splitNames(text);
        if (names.isEmpty())
            clearKeyword(field, keyword);
        else if (keyword == "extends" && names.size() == 1)
            set(field, keyword, names.first());
        else
            set(field, keyword, QJsonArray::fromStringList(names));
    });
    entry.show = [this, line, field, keyword, placeholder](const model::Value *value, bool own) {
        QStringList names;
        bool plain = true;
        if (keyword == "extends") { // not part of the merged job
            const expand::EffectiveJob *job = effective(m_jobs.front());
            const model::SourceJob *written = source(m_jobs.front());
            for (const std::string &name : written ? written->extends : job ? job->extends : std::vector<std::string>())
                names += QString::fromStdString(name);
        } else if (value) {
            for (const model::Value &item : value->isList() ? value->items() : model::Value::List{*value}) {
                plain = plain && !item.isMap();
                names += item.isMap() ? shownText(item.find("name")) : shownText(&item);
            }
        }
        const QString text = names.join(QStringLiteral(", "));
        line->setReadOnly(!plain);
        line->setValue(own ? text : QString());
        line->setPlaceholderText(!own && !text.isEmpty() ? text : placeholder);
        if (single())
            field->setNote(plain ? QString() : tr("Has settings of its own: edit it in the text."));
    };
}

void JobForm::addAllowFailure()
{
    KeywordField &entry = addKeyword(tr("Allow failure"), "allow_failure");
    FieldFrame *field = entry.field;
    auto *box = new QCheckBox(tr("The pipeline goes on when this fails"), field);
    box->setObjectName(QStringLiteral("allow_failure"));
    field->setEditor(box);
    connect(box, &QCheckBox::clicked, this, [this, field](bool checked) { set(field, "allow_failure", checked); });
    entry.show = [this, box, field](const model::Value *value, bool) {
        const bool isMap = value && value->isMap();
        const expand::EffectiveJob *job = effective(m_jobs.front());
        box->setChecked(isMap || (value ? value->toBool() : job && job->allowFailure));
        box->setEnabled(!isMap);
        if (single())
            field->setNote(isMap ? tr("Only for certain exit codes: edit it in the text.") : QString());
    };
}

void JobForm::addNeeds()
{
    FieldFrame *field = addField(tr("Needs"), model::KeywordScope::Job, "needs");
    auto *list = new CheckList(field);
    list->setObjectName(QStringLiteral("needs"));
    field->setEditor(list);
    connect(list, &CheckList::toggled, this, [this, field, list](const QString &need, bool checked) {
        const std::string job = m_jobs.front().toStdString();
        const edit::Recipe recipe = checked ? edit::Recipe(edit::AddNeed{job, need.toStdString()})
                                            : edit::Recipe(edit::RemoveNeed{job, need.toStdString()});
        if (!perform(field, {recipe}))
            refresh();
    });
    connect(field, &FieldFrame::resetRequested, this, [this, field] { clearKeyword(field, "needs"); });
    m_more.push_back([this, field, list] {
        const expand::EffectiveJob *job = effective(m_jobs.front());
        QStringList names, needed;
        if (job && job->needs) {
            for (const expand::Need &need : *job->needs)
                needed += QString::fromStdString(need.job);
        }
        // A job cannot need one of a later stage; one that it needs all the same is there to be unticked.
        const auto &stages = analysis().effective.stages;
        const auto orderOf = [&stages](const std::string &stage) { return std::ranges::find(stages, stage) - stages.begin(); };
        for (const expand::EffectiveJob &other : analysis().effective.jobs) {
            const QString name = QString::fromStdString(other.sourceName);
            const bool canBeNeeded = !job || orderOf(other.stage) <= orderOf(job->stage) || needed.contains(name);
            if (canBeNeeded && name != m_jobs.front() && !names.contains(name))
                names += name;
        }
        const bool own = isOwn(m_jobs.front(), "needs");
        field->setState(own ? FieldFrame::State::Own
                        : job && job->needs ? FieldFrame::State::Fixed : FieldFrame::State::Unset, provenanceOf("needs"));
        field->setNote(job && job->needs ? needed.isEmpty() ? tr("Starts at once: it needs nothing.") : QString()
                                         : tr("Waits for all jobs of earlier stages."));
        field->setVisible(!names.isEmpty());
        list->setChoices(names, needed);
    });
}

void JobForm::addVariables()
{
    FieldFrame *field = addField(tr("Variables"), model::KeywordScope::Job, "variables");
    auto *table = new VariablesTable(field);
    table->setObjectName(QStringLiteral("variables"));
    field->setEditor(table);
    const auto path = [this](const QString &name) {
        return yaml::NodePath{m_jobs.front().toStdString(), std::string("variables"), name.toStdString()};
    };
    connect(table, &VariablesTable::valueChanged, this, [this, field, path](const QString &name, const QString &value) {
        perform(field, {edit::SetField{path(name), value}});
    });
    connect(table, &VariablesTable::renamed, this,
            [this, field, path](const QString &from, const QString &to, const QString &value) {
                perform(field, {edit::SetField{path(to), value}, edit::ClearField{path(from)}});
            });
    connect(table, &VariablesTable::removed, this, [this, field, path](const QString &name) {
        perform(field, {edit::ClearField{path(name)}});
    });
    connect(field, &FieldFrame::resetRequested, this, [this, field] { clearKeyword(field, "variables"); });
    m_more.push_back([this, field, table] {
        QList<NamedValue> values;
        const bool own = isOwn(m_jobs.front(), "variables");
        const expand::EffectiveJob *job = effective(m_jobs.front());
        const model::Value *variables = own && job ? job->config.find("variables") : nullptr;
        if (variables) {
            for (const model::Value::Member &member : variables->members()) {
                const model::Value *value = member.value.isMap() ? member.value.find("value") : &member.value;
                values.append({QString::fromStdString(member.key), shownText(value), !member.value.isMap()});
            }
        }
        field->setState(own ? FieldFrame::State::Own : FieldFrame::State::Unset);
        table->setValues(values);
    });
}

void JobForm::addRules()
{
    FieldFrame *field = addField(tr("Rules"), model::KeywordScope::Job, "rules");
    auto *summary = new QLabel(field);
    summary->setWordWrap(true);
    summary->setTextFormat(Qt::PlainText);
    summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    field->setEditor(summary);
    m_more.push_back([this, field, summary] {
        const expand::EffectiveJob *job = effective(m_jobs.front());
        const model::Value *rules = job ? job->config.find("rules") : nullptr;
        QStringList lines;
        for (const model::Value &rule : rules ? rules->items() : model::Value::List()) {
            QStringList parts;
            for (const model::Value::Member &member : rule.members()) {
                const QString value = member.value.isMap() ? QStringLiteral("…") : shownList(&member.value).join(QStringLiteral(", "));
                parts += QStringLiteral("%1: %2").arg(QString::fromStdString(member.key), value);
            }
            lines += QStringLiteral("%1.  %2").arg(lines.size() + 1).arg(parts.join(QStringLiteral("  ·  ")));
        }
        summary->setText(lines.join(QLatin1Char('\n')));
        field->setState(FieldFrame::State::Fixed, provenanceOf("rules"));
        QString verdict;
        bool isLeftOut = false;
        for (const expand::SelectedJob &selected : analysis().selection.jobs) {
            if (job && &analysis().effective.jobs[selected.job] == job) {
                isLeftOut = !selected.included;
                const QString answer = selected.included ? tr("Runs for this ref and event.") : tr("Left out for this ref and event.");
                verdict = selected.reason.isEmpty() ? answer : QStringLiteral("%1 %2").arg(answer, selected.reason);
            }
        }
        field->setNote(verdict);
        // Without rules of its own it may be only, except or workflow:rules that leave the job out.
        field->setVisible(!lines.isEmpty() || isLeftOut);
    });
}

/// What has no field is named, and a click leads to it.
void JobForm::addOthers()
{
    auto *label = new QLabel(this);
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    setRole(label, "muted");
    page()->addWidget(label);
    connect(label, &QLabel::linkActivated, this, [this](const QString &keyword) {
        if (const auto place = provenanceOf(keyword.toStdString()))
            Q_EMIT revealRequested(place->file, place->range);
    });
    m_more.push_back([this, label] {
        QStringList links;
        const expand::EffectiveJob *job = effective(m_jobs.front());
        for (const auto &[keyword, place] : job ? job->provenance : decltype(job->provenance)()) {
            const bool shown = std::ranges::find(WithField, keyword) != WithField.end() && keyword != "environment";
            if (!shown && place.via != expand::Via::BuiltIn) {
                const QString name = QString::fromStdString(keyword).toHtmlEscaped();
                links += QStringLiteral("<a href='%1' style='color:%2'>%1</a>").arg(name, colors().accent.name());
            }
        }
        label->setText(tr("Also set: %1").arg(links.join(QStringLiteral(", "))));
        label->setVisible(!links.isEmpty());
    });
}

} // namespace stagecraft::ui

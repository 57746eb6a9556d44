// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/canvas/pipeline_edits.h"

#include <algorithm>

namespace stagecraft::ui {

namespace {

const ColumnInfo &columnAt(const CanvasContent &content, int index)
{
    return content.columns[static_cast<std::size_t>(index)];
}

const QString &jobAt(const CanvasContent &content, const ColumnInfo &column, int row)
{
    return content.cards[static_cast<std::size_t>(column.cards[static_cast<std::size_t>(row)])].job;
}

int rowOf(const CanvasContent &content, const ColumnInfo &column, const QString &job)
{
    for (int row = 0; row < static_cast<int>(column.cards.size()); ++row) {
        if (jobAt(content, column, row) == job)
            return row;
    }
    return -1;
}

/// The stages that are written in the file; .pre and .post have their places by themselves.
bool isMovableStage(const QString &stage)
{
    return stage != QStringLiteral(".pre") && stage != QStringLiteral(".post");
}

/// The needs as lists of neighbours, by index of card.
struct Links {
    std::vector<std::vector<int>> needs;
    std::vector<std::vector<int>> dependents;

    explicit Links(const CanvasContent &content) : needs(content.cards.size()), dependents(content.cards.size())
    {
        for (const EdgeInfo &edge : content.edges) {
            needs[static_cast<std::size_t>(edge.to)].push_back(edge.from);
            dependents[static_cast<std::size_t>(edge.from)].push_back(edge.to);
        }
    }

    bool has(int from, int to) const { return std::ranges::contains(dependents[static_cast<std::size_t>(from)], to); }
};

/// Everything that is reached over the neighbours, the start included.
QSet<int> reachable(const std::vector<std::vector<int>> &neighbours, int start)
{
    QSet<int> seen{start};
    std::vector<int> open{start};
    while (!open.empty()) {
        const int current = open.back();
        open.pop_back();
        for (const int next : neighbours[static_cast<std::size_t>(current)]) {
            if (!seen.contains(next)) {
                seen.insert(next);
                open.push_back(next);
            }
        }
    }
    return seen;
}

int placeOf(const CanvasContent &content, const QString &job)
{
    const CardInfo *card = content.card(job);
    return card ? card->place : -1;
}

} // namespace

int naturalIndex(const CanvasContent &content, const QString &job, int column)
{
    const int place = placeOf(content, job);
    const ColumnInfo &target = columnAt(content, column);
    int index = 0;
    for (int row = 0; row < static_cast<int>(target.cards.size()); ++row) {
        const QString &other = jobAt(content, target, row);
        // Included jobs come first in GitLab's order of definition.
        if (other != job && placeOf(content, other) < place)
            index = row + 1;
    }
    return index;
}

std::optional<std::string> anchorAt(const CanvasContent &content, DropPlace place, const QStringList &leaving)
{
    const ColumnInfo &column = columnAt(content, place.column);
    const auto isAnchor = [&](const QString &job) {
        return placeOf(content, job) >= 0 && !leaving.contains(job);
    };
    for (int row = place.index; row < static_cast<int>(column.cards.size()); ++row) {
        const QString &job = jobAt(content, column, row);
        if (isAnchor(job))
            return job.toStdString();
    }
    // Behind the last card of the column: in front of whatever follows it in the file.
    for (int row = std::min(place.index, static_cast<int>(column.cards.size())) - 1; row >= 0; --row) {
        const int last = placeOf(content, jobAt(content, column, row));
        if (last < 0)
            continue;
        for (qsizetype next = last + 1; next < content.fileOrder.size(); ++next) {
            if (isAnchor(content.fileOrder[next]))
                return content.fileOrder[next].toStdString();
        }
        return std::nullopt;
    }
    return std::nullopt;
}

Recipes moveJobs(const CanvasContent &content, const QStringList &jobs, DropPlace place)
{
    const ColumnInfo &target = columnAt(content, place.column);
    // In the order of the file, so that several jobs keep theirs.
    QStringList ordered = jobs;
    std::ranges::sort(ordered, {}, [&](const QString &job) { return placeOf(content, job); });

    Recipes recipes;
    for (const QString &job : std::as_const(ordered)) {
        const CardInfo *card = content.card(job);
        if (!card)
            continue;
        const bool isElsewhere = card->column != place.column;
        edit::MoveJob recipe{.job = job.toStdString(), .stage = {}, .before = {}};
        if (isElsewhere)
            recipe.stage = target.stage.toStdString();
        const int here = isElsewhere ? naturalIndex(content, job, place.column) : rowOf(content, target, job);
        const bool isAtPlace = place.index == here || (!isElsewhere && place.index == here + 1);
        if (!place.exact || (isAtPlace && jobs.size() == 1)) {
            if (isElsewhere)
                recipes.emplace_back(std::move(recipe));
            continue;
        }
        recipe.before = anchorAt(content, place, ordered);
        if (!recipe.before && recipe.stage) {
            // A move to the end of the file is a recipe without a stage.
            recipes.emplace_back(recipe);
            recipe.stage.reset();
        }
        recipes.emplace_back(std::move(recipe));
    }
    return recipes;
}

QString uniqueJobName(const CanvasContent &content, const QString &wanted, const QSet<QString> &taken)
{
    const auto isTaken = [&](const QString &name) {
        return content.indexOf.contains(name) || content.fileOrder.contains(name) || taken.contains(name);
    };
    QString name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = QStringLiteral("%1-%2").arg(wanted).arg(number);
    return name;
}

QString uniqueStageName(const CanvasContent &content, const QString &wanted, const QSet<QString> &taken)
{
    QString name = wanted;
    for (int number = 2; content.columnOf(name) >= 0 || taken.contains(name); ++number)
        name = QStringLiteral("%1-%2").arg(wanted).arg(number);
    return name;
}

QStringList dependentsOf(const CanvasContent &content, const QStringList &jobs)
{
    QStringList result;
    for (const EdgeInfo &edge : content.edges) {
        const QString &from = content.cards[static_cast<std::size_t>(edge.from)].job;
        const QString &to = content.cards[static_cast<std::size_t>(edge.to)].job;
        if (jobs.contains(from) && !jobs.contains(to) && !result.contains(to))
            result.append(to);
    }
    return result;
}

QSet<QString> possibleNeedsOf(const CanvasContent &content, const QString &job)
{
    const CardInfo *card = content.card(job);
    if (!card || !card->editable)
        return {};
    const Links links(content);
    const int start = content.indexOf.value(job);
    const QSet<int> dependents = reachable(links.dependents, start);
    QSet<QString> result;
    for (int index = 0; index < static_cast<int>(content.cards.size()); ++index) {
        const CardInfo &other = content.cards[static_cast<std::size_t>(index)];
        if (other.column <= card->column && !dependents.contains(index) && !links.has(index, start))
            result.insert(other.job);
    }
    return result;
}

QSet<QString> possibleDependentsOf(const CanvasContent &content, const QString &need)
{
    const CardInfo *card = content.card(need);
    if (!card)
        return {};
    const Links links(content);
    const int start = content.indexOf.value(need);
    const QSet<int> ancestors = reachable(links.needs, start);
    QSet<QString> result;
    for (int index = 0; index < static_cast<int>(content.cards.size()); ++index) {
        const CardInfo &other = content.cards[static_cast<std::size_t>(index)];
        if (other.editable && other.column >= card->column && !ancestors.contains(index) && !links.has(start, index))
            result.insert(other.job);
    }
    return result;
}

Recipes moveToNeighbourStage(const CanvasContent &content, const QStringList &jobs, int direction)
{
    Recipes recipes;
    for (const QString &job : jobs) {
        const CardInfo *card = content.card(job);
        if (!card)
            continue;
        const int column = card->column + direction;
        if (column < 0 || column >= static_cast<int>(content.columns.size()))
            return {};
        recipes.emplace_back(edit::MoveJob{
            .job = job.toStdString(), .stage = columnAt(content, column).stage.toStdString(), .before = {}});
    }
    return recipes;
}

Recipes moveInStage(const CanvasContent &content, const QString &job, int direction)
{
    const CardInfo *card = content.card(job);
    if (!card)
        return {};
    const ColumnInfo &column = columnAt(content, card->column);
    const int row = rowOf(content, column, job);
    const int last = static_cast<int>(column.cards.size()) - 1;
    if (row + direction < 0 || row + direction > last)
        return {};
    return moveJobs(content, {job},
                    {.column = card->column, .index = direction < 0 ? row - 1 : row + 2, .exact = true});
}

Recipes moveStage(const CanvasContent &content, const QString &stage, int column)
{
    const int here = content.columnOf(stage);
    if (here < 0 || column == here || column == here + 1 || !isMovableStage(stage))
        return {};
    edit::MoveStage recipe{.stage = stage.toStdString(), .before = {}};
    if (column < static_cast<int>(content.columns.size())) {
        const QString &next = columnAt(content, column).stage;
        if (next == QStringLiteral(".pre"))
            return {};
        if (isMovableStage(next))
            recipe.before = next.toStdString();
    }
    return {recipe};
}

} // namespace stagecraft::ui

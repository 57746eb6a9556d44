// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
#include "ui/includes/include_controller.h"

#include "ui/includes/token_store.h"
#include "ui/session/background.h"

#include <algorithm>

namespace stagecraft::ui {

IncludeController::IncludeController(Session *session, QObject *parent)
    : QObject(parent), m_session(session), m_settings(gitlab::loadIncludeSettings())
{
    m_store = std::make_shared<gitlab::IncludeStore>(gitlab::IncludeStore::defaultDirectory(), m_settings.instance);
    session->setIncludes(m_store);
    connect(session, &Session::opened, this, &IncludeController::stop);
    connect(session, &Session::analysisChanged, this, &IncludeController::analysed);
}

IncludeController::~IncludeController() = default;

std::vector<expand::IncludeSource> IncludeController::missing() const
{
    std::vector<expand::IncludeSource> sources;
    for (const expand::WantedInclude &wanted : m_session->analysis()->effective.wanted) {
        if (!std::ranges::contains(sources, wanted.source))
            sources.push_back(wanted.source);
    }
    return sources;
}

int IncludeController::failed() const
{
    return static_cast<int>(std::ranges::count(m_session->analysis()->effective.wanted, true, &expand::WantedInclude::failed));
}

bool IncludeController::hasForeign() const
{
    return !m_session->analysis()->effective.foreign.empty();
}

QStringList IncludeController::hosts() const
{
    return gitlab::IncludeFetcher::hostsOf(missing(), m_settings);
}

void IncludeController::fetchMissing()
{
    if (!m_isFetching)
        start(missing());
}

void IncludeController::refresh()
{
    if (!m_isFetching)
        start(m_session->analysis()->effective.foreign);
}

void IncludeController::start(const std::vector<expand::IncludeSource> &sources)
{
    if (sources.empty())
        return;
    m_isFetching = true;
    m_asked.clear();
    Q_EMIT changed();
    const bool needsToken = m_settings.instance.isValid() && m_sessionToken.isEmpty()
                            && std::ranges::any_of(sources, [](const expand::IncludeSource &source) {
                                   return source.kind != expand::IncludeSource::Kind::Remote;
                               });
    if (!needsToken)
        return startWith(sources, m_sessionToken);
    readToken(m_settings.instance, this, [this, sources, generation = m_generation](const QByteArray &token, const QString &problem) {
        if (generation != m_generation)
            return;
        if (!problem.isEmpty())
            Q_EMIT tokenUnreadable(problem);
        startWith(sources, token);
    });
}

void IncludeController::startWith(const std::vector<expand::IncludeSource> &sources, const QByteArray &token)
{
    m_asked = sources;
    m_fetcher = std::make_unique<gitlab::IncludeFetcher>(m_settings, token, m_store);
    connect(m_fetcher.get(), &gitlab::IncludeFetcher::progressed, this, &IncludeController::progressed);
    connect(m_fetcher.get(), &gitlab::IncludeFetcher::finished, this, [this] {
        m_awaitsAnalysis = true;
        m_session->analyseAgain();
    });
    m_fetcher->fetch(sources);
}

void IncludeController::cancel()
{
    if (!m_isFetching)
        return;
    stop();
    m_session->analyseAgain(); // what came before stays
}

bool IncludeController::canKeep() const
{
    const std::vector<expand::IncludeSource> lacking = missing();
    return std::ranges::any_of(m_session->analysis()->effective.foreign, [&lacking](const expand::IncludeSource &source) {
        return !std::ranges::contains(lacking, source);
    });
}

void IncludeController::keep()
{
    inBackground(
        this, [analysis = m_session->analysis()] { return project::keepIncludes(*analysis); },
        [this](const Result<project::KeptIncludes> &result) {
            if (result)
                Q_EMIT kept(*result);
            else
                Q_EMIT keepingFailed(describe(result.error()));
            m_session->analyseAgain();
        });
}

/// What was fetched may include more, which belongs to the same click.
void IncludeController::analysed()
{
    if (m_isFetching && m_awaitsAnalysis && m_session->isAnalysed()) {
        m_awaitsAnalysis = false;
        std::vector<expand::IncludeSource> more = missing();
        std::erase_if(more, [this](const expand::IncludeSource &source) { return std::ranges::contains(m_asked, source); });
        if (!more.empty()) {
            m_asked.insert(m_asked.end(), more.begin(), more.end());
            m_fetcher->fetch(more);
            return;
        }
        stop();
        return;
    }
    if (!m_isFetching)
        Q_EMIT changed();
}

void IncludeController::stop()
{
    ++m_generation;
    m_isFetching = false;
    m_awaitsAnalysis = false;
    if (m_fetcher) {
        m_fetcher->disconnect(this);
        m_fetcher.release()->deleteLater(); // it may be the one that speaks
    }
    Q_EMIT changed();
}

void IncludeController::setSettings(const gitlab::IncludeSettings &settings)
{
    gitlab::saveIncludeSettings(settings);
    if (settings.instance != m_settings.instance)
        m_sessionToken.clear();
    m_settings = settings;
    m_store = std::make_shared<gitlab::IncludeStore>(gitlab::IncludeStore::defaultDirectory(), settings.instance);
    m_session->setIncludes(m_store);
}

} // namespace stagecraft::ui

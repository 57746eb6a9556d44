// SPDX-FileCopyrightText: 2026 Stagecraft contributors
// SPDX-License-Identifier: MIT
//
// IncludeController: included files of elsewhere, for one Session: which are missing, fetching them, and what they include in
// turn. It asks nobody before fetchMissing() or refresh() is called: opening a repository opens no connection. GUI thread.
#pragma once

#include "core/gitlab/include_fetcher.h"
#include "core/project/keep_includes.h"
#include "ui/session/session.h"

#include <memory>
#include <optional>

namespace stagecraft::ui {

class IncludeController : public QObject
{
    Q_OBJECT
public:
    explicit IncludeController(Session *session, QObject *parent = nullptr);
    ~IncludeController() override;

    void fetchMissing();
    /// Asks for all again, also for what is here.
    void refresh();
    void cancel();
    /// Copies what was fetched to the repository; kept() follows.
    void keep();
    bool canKeep() const;

    bool isFetching() const { return m_isFetching; }
    /// What the newest analysis lacks.
    std::vector<expand::IncludeSource> missing() const;
    /// Those of them that were tried.
    int failed() const;
    bool hasForeign() const;
    QStringList hosts() const;

    const gitlab::IncludeSettings &settings() const { return m_settings; }
    void setSettings(const gitlab::IncludeSettings &settings);
    /// A token that no keychain keeps.
    void setSessionToken(const QByteArray &token) { m_sessionToken = token; }

Q_SIGNALS:
    /// Missing files, or whether they are being fetched.
    void changed();
    void progressed(int done, int total);
    /// The keychain did not answer, so nothing is sent as a token.
    void tokenUnreadable(const QString &problem);
    void kept(const stagecraft::project::KeptIncludes &includes);
    void keepingFailed(const QString &why);

private:
    void start(const std::vector<expand::IncludeSource> &sources);
    void startWith(const std::vector<expand::IncludeSource> &sources, const QByteArray &token);
    void analysed();
    void stop();

    Session *m_session;
    gitlab::IncludeSettings m_settings;
    std::shared_ptr<gitlab::IncludeStore> m_store;
    std::unique_ptr<gitlab::IncludeFetcher> m_fetcher;
    QByteArray m_sessionToken;
    std::vector<expand::IncludeSource> m_asked; ///< since the user's click
    int m_generation = 0;                       ///< of fetching: late answers are dropped
    bool m_isFetching = false;
    bool m_awaitsAnalysis = false;
};

} // namespace stagecraft::ui

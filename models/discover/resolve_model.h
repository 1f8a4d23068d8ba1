#pragma once

#include "models/feed/latest_job.h"
#include "models/feed/snapshot_feed.h"
#include "models/language/language.h"
#include "models/tables/cell_table.h"
#include "twin/compute/resolver.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace models {

/// The questions on the way of one identifier, a row each. The row's key is the node or enterprise asked.
class ResolveTable final : public CellTable
{
    Q_OBJECT

  public:
    enum Column { LevelColumn, NodeColumn, StateColumn, AnswerColumn, TtlColumn, ColumnCount };
    Q_ENUM(Column)

    explicit ResolveTable(const Language& language, QObject* parent = nullptr);

    void setSteps(std::vector<twin::compute::ResolveStep> steps);
    [[nodiscard]] EntityKey key(int row) const override;

  protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_steps.size()); }

    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;

  private:
    const Language& m_language;
    std::vector<twin::compute::ResolveStep> m_steps;
};

/// Resolving an identifier as a client does, and what is left of it when nodes or enterprises are out. What
/// if only: nothing of the twin changes. GUI thread, working on a thread of its own.
class ResolveModel final : public QObject
{
    Q_OBJECT

  public:
    struct Question
    {
        QString id;                        ///< of a pool, or of a service of one
        QStringList down;                  ///< service nodes and enterprises that are out
        std::optional<double> cachedFor_s; ///< the client asked so long before; nothing: its cache is empty

        friend bool operator==(const Question&, const Question&) = default;
    };

    static constexpr double kMostCached_s = 1e6;

    ResolveModel(SnapshotFeed& feed, const Language& language, QObject* parent = nullptr);

    /// Answers about the registry that is shown.
    void ask(const Question& question);

    [[nodiscard]] bool isWaiting() const { return !m_job.isIdle(); }

    /// What came of it: found or why not. Empty before the first question.
    [[nodiscard]] QString verdict() const;
    /// What the outage takes away; empty without one.
    [[nodiscard]] QString outage() const;

    /// The identifier was found.
    [[nodiscard]] bool isResolved() const
    {
        return m_answer && m_answer->answer && m_answer->answer->isResolved;
    }

    [[nodiscard]] ResolveTable& table() { return m_table; }

  Q_SIGNALS:
    void changed();

  private:
    struct Answer
    {
        std::optional<twin::compute::ResolveAnswer> answer;
        std::optional<twin::compute::OutageEffect> outage;
        QString poolId;
        QString error; ///< why there is no answer
        twin::TimeNs validFor = 0;
    };

    [[nodiscard]] static Answer answered(const Question& question, const twin::registry::Registry& registry);

    SnapshotFeed& m_feed;
    const Language& m_language;
    ResolveTable m_table;
    std::optional<Answer> m_answer;
    LatestJob<Answer> m_job;
};

} // namespace models

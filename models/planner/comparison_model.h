#pragma once

#include "models/feed/latest_job.h"
#include "models/format/format.h"
#include "models/language/language.h"
#include "models/planner/planner_model.h"
#include "models/planner/scenario_tree_model.h"
#include "twin/scenario/comparison.h"

#include <QAbstractTableModel>

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace models {

/// Scenarios side by side: a row a figure (those of `suanwangctl scenario compare`), a column a scenario with
/// a check, beside its base. Columns are worked out one after the other on a thread of their own and kept
/// while their scenario stands as it does. Works only while it is active. GUI thread.
class ComparisonModel final : public QAbstractTableModel
{
    Q_OBJECT

  public:
    /// One column; without figures while they are not known, or when they cannot be (`error`).
    struct Column
    {
        QString title; ///< on the screen; in files it is that of `compared`
        twin::scenario::Compared compared;
        bool isKnown = false;
        QString error; ///< English; why it is not known and will not be
        bool isBase = false;
    };

    ComparisonModel(PlannerModel& planner, ScenarioTreeModel& tree, const Language& language,
                    QObject* parent = nullptr);
    ~ComparisonModel() override; ///< cancels, and waits for the thread

    void setActive(bool active);

    /// Without the first, which names the figures.
    [[nodiscard]] const std::vector<Column>& columns() const { return m_columns; }

    [[nodiscard]] const std::vector<std::string>& keys() const { return m_keys; }

    /// Columns without figures: still to come, or failed.
    [[nodiscard]] std::size_t missing() const;
    /// Of them, those that failed.
    [[nodiscard]] std::size_t failed() const;

    /// What a row is called; empty for none.
    [[nodiscard]] QString figureName(int row) const;
    /// The value of a figure in a column (of `columns`); NaN: not known, or a text. A precision of which a
    /// scenario has nothing is 0.
    [[nodiscard]] double value(int row, std::size_t column) const;
    /// One unit for a whole row: shown = value × factor.
    [[nodiscard]] format::Scale scale(int row) const;

    /// `figure,base,…` as `suanwangctl scenario compare --out` writes it, UTF-8.
    [[nodiscard]] QByteArray csv() const;
    /// `scenarios` and `figures` as `suanwangctl scenario compare --out` writes them.
    [[nodiscard]] QByteArray json() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  Q_SIGNALS:
    void changed(); ///< rows or columns are other ones

  private:
    struct Answer
    {
        twin::scenario::ForkPtr fork;
        std::vector<twin::scenario::Figure> figures;
        std::string stateHash;
        QString error; ///< it could not be computed
    };

    /// A column to be.
    struct Wanted
    {
        QString title;
        QString file;
        QString name;
        twin::scenario::ForkPtr fork;
        bool isBase = false;
    };

    void follow();
    void computeNext();
    void take(const Answer& answer);
    void rebuild();
    [[nodiscard]] std::vector<Wanted> wanted() const;
    [[nodiscard]] std::vector<twin::scenario::Compared> known() const;
    [[nodiscard]] twin::scenario::FigureUnit unitOf(int row) const;

    PlannerModel& m_planner;
    ScenarioTreeModel& m_tree;
    const Language& m_language;
    bool m_isActive = false;
    std::map<twin::scenario::ForkPtr, Answer> m_known;
    std::vector<Column> m_columns;
    std::vector<std::string> m_keys;
    std::atomic<bool> m_ending = false;
    LatestJob<Answer> m_job;
};

} // namespace models

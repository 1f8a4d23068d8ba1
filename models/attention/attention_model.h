#pragma once

#include "models/attention/attention_feed.h"
#include "models/desk/desk_model.h"
#include "models/language/language.h"
#include "models/roles.h"
#include "models/selection/entity_key.h"

#include <QAbstractTableModel>

#include <array>
#include <string>
#include <vector>

namespace models {

/// What is wrong now, a sentence each; a row leads to its entity (KeyRole). First what nobody has
/// acknowledged yet, then what somebody has, last what is shelved; worst first in each. The first kMaxRows
/// have a row: nobody reads more, and a storm over a large network raises tens of thousands. Rows keep their
/// identity from digest to digest; following one costs a few passes over the rows, however many moved. GUI
/// thread.
class AttentionModel final : public QAbstractTableModel
{
    Q_OBJECT

  public:
    enum Column { SeverityColumn, WhatColumn, EntityColumn, SinceColumn, HandlingColumn, ColumnCount };
    Q_ENUM(Column)
    using Counts = std::array<int, 6>; ///< by twin::state::Severity
    static constexpr std::size_t kMaxRows = 1'000;

    AttentionModel(const AttentionFeed& feed, const Language& language, QObject* parent = nullptr);
    ~AttentionModel() override;

    /// Who handles what; `desk` outlives the model. Without it everything is unacknowledged.
    void setDesk(const DeskModel& desk);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Of everything that is wrong, with and without a row.
    [[nodiscard]] const Counts& counts() const { return m_counts; }

    [[nodiscard]] int total() const { return static_cast<int>(m_digest->items().size()); }

    /// Of everything that is wrong: acknowledged or shelved by somebody.
    [[nodiscard]] int acknowledgedCount() const { return m_acknowledged; }

    [[nodiscard]] int shelvedCount() const { return m_shelved; }

    /// What the row is about, for the one who handles it. Precondition: the row is there.
    [[nodiscard]] DeskTarget target(int row) const;

  Q_SIGNALS:
    void countsChanged();

  private:
    /// A row's problem, and where it stands in the digest being followed.
    struct Row
    {
        std::uint64_t identity = 0;
        twin::alarm::AttentionItem item;
        std::string key;
        int place = 0; ///< in the order of rows
    };

    enum class Standing : std::uint8_t { Open, Acknowledged, Shelved };

    /// The items of a digest in the order of rows, of those that have one: places in the digest.
    using Order = std::vector<std::size_t>;

    void follow();
    [[nodiscard]] Order arrange(const AttentionDigest& next);
    void findPlaces(const AttentionDigest& next, const Order& order);
    void removeGone();
    void sortRows();
    void insertNew(const AttentionDigest& next, const Order& order);
    void updateTexts(const AttentionDigest& next, const Order& order);
    [[nodiscard]] Standing standing(const std::string& key, twin::state::Severity severity) const;
    [[nodiscard]] const twin::desk::ItemHandling* handling(const std::string& key) const;
    void count(const AttentionDigest& next);
    void announceAll();
    [[nodiscard]] QString text(const Row& row, int column) const;
    [[nodiscard]] QString toolTip(const Row& row, int column) const;

    const AttentionFeed& m_feed;
    const Language& m_language;
    const DeskModel* m_desk = nullptr;
    AttentionDigestPtr m_digest; ///< what the rows are of; never null
    std::vector<Row> m_rows;
    Counts m_counts{};
    int m_acknowledged = 0;
    int m_shelved = 0;
};

} // namespace models

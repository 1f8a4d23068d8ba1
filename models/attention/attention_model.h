#pragma once

#include "models/feed/snapshot_feed.h"
#include "models/feed/throttle.h"
#include "models/language/language.h"
#include "models/roles.h"
#include "models/selection/entity_key.h"
#include "twin/alarm/attention.h"

#include <QAbstractTableModel>

#include <array>
#include <vector>

namespace models {

/// What is wrong now, worst first, a sentence each; a row leads to its entity (KeyRole). Rows keep their
/// identity from tick to tick. GUI thread.
class AttentionModel final : public QAbstractTableModel
{
    Q_OBJECT

  public:
    enum Column { SeverityColumn, WhatColumn, EntityColumn, SinceColumn, ColumnCount };
    Q_ENUM(Column)
    using Counts = std::array<int, 6>; ///< by twin::state::Severity

    AttentionModel(SnapshotFeed& feed, const Language& language, QObject* parent = nullptr);
    ~AttentionModel() override;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const Counts& counts() const { return m_counts; }

    /// Worst severity of an entity among the rows, 0 if it has none.
    [[nodiscard]] int severityOf(const EntityKey& key) const;

  Q_SIGNALS:
    void countsChanged();

  private:
    void refresh();
    void removeGone(const std::vector<twin::alarm::AttentionItem>& next);
    void placeAll(const std::vector<twin::alarm::AttentionItem>& next);
    void announceAll();
    [[nodiscard]] QString text(const twin::alarm::AttentionItem& item, int column) const;

    SnapshotFeed& m_feed;
    const Language& m_language;
    twin::state::SnapshotPtr m_snapshot; ///< what the rows are of
    std::vector<twin::alarm::AttentionItem> m_items;
    Counts m_counts{};
    Throttle m_throttle;
};

} // namespace models

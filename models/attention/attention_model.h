#pragma once

#include "models/attention/attention_feed.h"
#include "models/language/language.h"
#include "models/roles.h"
#include "models/selection/entity_key.h"

#include <QAbstractTableModel>

#include <array>
#include <vector>

namespace models {

/// What is wrong now, worst first, a sentence each; a row leads to its entity (KeyRole). The worst kMaxRows
/// have a row: nobody reads more, and a storm over a large network raises tens of thousands. Rows keep their
/// identity from digest to digest; following one costs a few passes over the rows, however many moved. GUI
/// thread.
class AttentionModel final : public QAbstractTableModel
{
    Q_OBJECT

  public:
    enum Column { SeverityColumn, WhatColumn, EntityColumn, SinceColumn, ColumnCount };
    Q_ENUM(Column)
    using Counts = std::array<int, 6>; ///< by twin::state::Severity
    static constexpr std::size_t kMaxRows = 1'000;

    AttentionModel(const AttentionFeed& feed, const Language& language, QObject* parent = nullptr);
    ~AttentionModel() override;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Of everything that is wrong, with and without a row.
    [[nodiscard]] const Counts& counts() const { return m_counts; }

    [[nodiscard]] int total() const { return static_cast<int>(m_digest->items().size()); }

  Q_SIGNALS:
    void countsChanged();

  private:
    /// A row's problem, and where it stands in the digest being followed.
    struct Row
    {
        std::uint64_t identity = 0;
        twin::alarm::AttentionItem item;
        int place = 0;
    };

    void follow();
    void findPlaces(const AttentionDigest& next);
    void removeGone();
    void sortRows();
    void insertNew(const AttentionDigest& next);
    void updateTexts(const AttentionDigest& next);
    void count(const AttentionDigest& next);
    void announceAll();
    [[nodiscard]] QString text(const twin::alarm::AttentionItem& item, int column) const;

    const AttentionFeed& m_feed;
    const Language& m_language;
    AttentionDigestPtr m_digest; ///< what the rows are of; never null
    std::vector<Row> m_rows;
    Counts m_counts{};
};

} // namespace models

#pragma once

#include "models/language/language.h"
#include "models/paths/path_answer.h"

#include <QAbstractTableModel>

namespace models {

/// What lies within each circle of one-way latency around a place: sites, pools and their FLOPS by precision.
/// GUI thread.
class ReachTable final : public QAbstractTableModel
{
    Q_OBJECT

  public:
    enum Column { WithinColumn, PoolsColumn, SitesColumn, Fp16Column, Fp64Column, Int8Column, ColumnCount };
    Q_ENUM(Column)

    explicit ReachTable(const Language& language, QObject* parent = nullptr);

    /// Null: an empty table.
    void setAnswer(PathAnswerPtr answer);
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    struct Text
    {
        QString number;
        QString unit;
    };

    [[nodiscard]] Text text(const twin::network::LatencyCircle& circle, int column) const;

    const Language& m_language;
    PathAnswerPtr m_answer;
};

} // namespace models

#pragma once

#include "models/market/market_model.h"
#include "views/view_context.h"

#include <QDialog>
#include <QTimer>

class QAbstractItemModel;
class QLabel;
class QProgressBar;
class QTabWidget;

namespace views {

class ElidedLabel;
class EntityTable;
class MarketChart;
class MarketForm;
class ReasonLabel;

/// The market for compute: orders above; below how each market cleared, with its curves, contracts,
/// deliveries and bills, who went without, and totals. A what-if, and says so. Not modal.
class MarketDialog final : public QDialog
{
    Q_OBJECT

  public:
    explicit MarketDialog(const ViewContext& context, QWidget* parent = nullptr);

    [[nodiscard]] models::MarketModel& model() { return m_model; }

    [[nodiscard]] MarketForm& form() { return *m_form; }

    /// The table in front.
    [[nodiscard]] EntityTable& table() const;
    /// Writes the table in front as CSV. @return why not; empty: written
    [[nodiscard]] QString writeTable(const QString& path) const;
    /// Writes the orders. Precondition: there is a result. @return why not; empty: written
    [[nodiscard]] QString writeOrders(const QString& path) const;

    void retranslate();

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void makeLayout();
    QWidget* makeMarkets();
    void addTable(EntityTable* table, const QString& name, QAbstractItemModel& model);
    void exportTable();
    void saveOrders();
    /// Says that it was written, or why not.
    void tellOf(const QString& path, const QString& problem);
    void update();
    void updateProgress();
    void updateTexts();
    void updateEmptyTexts();
    void showCurves();

    const ViewContext& m_context;
    models::MarketModel m_model;
    MarketForm* m_form;
    QLabel* m_whatIf;
    QProgressBar* m_progress;
    QLabel* m_fault;
    ReasonLabel* m_reason;
    QTabWidget* m_tabs;
    EntityTable* m_markets;
    MarketChart* m_chart;
    EntityTable* m_contracts;
    EntityTable* m_bills;
    EntityTable* m_unmatched;
    EntityTable* m_totals;
    ElidedLabel* m_summary;
    QTimer m_poll; ///< what a run is at
    bool m_wasRunning = false;
};

} // namespace views

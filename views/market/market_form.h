#pragma once

#include "models/market/market_model.h"
#include "views/view_context.h"

#include <QList>
#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace views {

/// Which orders are cleared and for how long, and which pool fails meanwhile.
class MarketForm final : public QWidget
{
    Q_OBJECT

  public:
    /// Both outlive the form.
    MarketForm(const ViewContext& context, models::MarketModel& model, QWidget* parent = nullptr);

    /// Empty: orders made of the twin.
    [[nodiscard]] QString ordersFile() const;
    /// Remembers the file in the settings and chooses it.
    void setOrdersFile(const QString& path);

    [[nodiscard]] const models::MarketSettings& settings() const { return m_own; }

    void update();
    void retranslate();
    /// The keyboard to what begins a run.
    void begin();

  Q_SIGNALS:
    void inputsChanged(); ///< ordersFile() or settings()
    void saveRequested();
    void exportRequested();

  private:
    void makeOrderRow(QHBoxLayout& row);
    void makeOptionRow(QHBoxLayout& row);
    void makeOutageRow(QHBoxLayout& row);
    void chooseFile();
    void takeOwn();
    void showNumbers();
    void fillPools();
    void takeOutage();

    const ViewContext& m_context;
    models::MarketModel& m_model;
    models::MarketSettings m_own; ///< for orders made of the twin; a file says its own
    QLabel* m_ordersLabel;
    QComboBox* m_orders;
    QPushButton* m_choose;
    QLabel* m_hoursLabel;
    QDoubleSpinBox* m_hours;
    QToolButton* m_more;
    QPushButton* m_run;
    QPushButton* m_save;
    QPushButton* m_export;
    QWidget* m_options;
    QLabel* m_networkLabel;
    QDoubleSpinBox* m_network;
    QLabel* m_fillLabel;
    QDoubleSpinBox* m_fill;
    QLabel* m_poolLabel;
    QComboBox* m_pool;
    QLabel* m_fromLabel;
    QDoubleSpinBox* m_from;
    QLabel* m_forLabel;
    QDoubleSpinBox* m_for;
};

} // namespace views

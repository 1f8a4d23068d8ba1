#pragma once

#include "models/calculators/calculator_model.h"
#include "models/calculators/figure_table.h"
#include "views/view_context.h"

#include <QList>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace views {

class EfficiencyPlot;
class EntityTable;

/// One calculator: published cases and fields to the left, figures, curve and the command to the right.
class CalculatorPage final : public QWidget
{
    Q_OBJECT

  public:
    CalculatorPage(const ViewContext& context, models::CalculatorKind kind, QWidget* parent = nullptr);
    ~CalculatorPage() override;

    [[nodiscard]] QString name() const { return m_model.calculator().name; }

    [[nodiscard]] models::CalculatorModel& model() { return m_model; }

    void retranslate();

  private:
    /// What stands for a field: a box of choices or a line, with what is wrong below.
    struct Field
    {
        QLabel* label = nullptr;
        QLabel* unit = nullptr;
        QLineEdit* number = nullptr; ///< null: a choice
        QComboBox* choice = nullptr;
        QLabel* fault = nullptr;
    };

    [[nodiscard]] QWidget* makeFields();
    [[nodiscard]] QWidget* makeResult();
    void makeField(int field, QGridLayout& grid);
    void showValues();
    void takeNumber(int field, const QString& text);
    void showAnswer();
    void showCurve();

    const ViewContext& m_context;
    models::CalculatorModel m_model;
    models::FigureTable m_figures;
    QList<Field> m_fields;
    QComboBox* m_presets;
    QLabel* m_published;
    QLabel* m_fault;
    EntityTable* m_table;
    QComboBox* m_curves;
    EfficiencyPlot* m_plot;
    QLineEdit* m_command;
    QPushButton* m_copy;
    QPushButton* m_defaults;
    bool m_isFitted = false;
};

} // namespace views

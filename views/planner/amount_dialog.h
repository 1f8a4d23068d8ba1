#pragma once

#include <QDialog>

#include <functional>

class QDoubleSpinBox;

namespace views {

/// Asks for one number, e.g. the capacity of a link. Enter takes it. Deletes itself.
class AmountDialog final : public QDialog
{
    Q_OBJECT

  public:
    struct Question
    {
        QString name; ///< object name
        QString title;
        QString about; ///< what it is about, may be several lines
        QString label; ///< of the number
        QString unit;
        QString take; ///< on the button
        double value = 0;
        double least = 0;
        double most = 100;
        int decimals = 0;
    };

    using Take = std::function<void(double)>;

    AmountDialog(const Question& question, Take take, QWidget* parent);

  private:
    Take m_take;
    QDoubleSpinBox* m_amount;
};

} // namespace views

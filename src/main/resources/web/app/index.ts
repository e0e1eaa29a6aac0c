import "./styles/console.css";
import "./frame/console";
